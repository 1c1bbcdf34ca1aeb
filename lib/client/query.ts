import { infiniteQueryOptions, QueryClient, queryOptions } from '@tanstack/react-query'
import type { Endpoint, ResponseOf } from '#lib/api/endpoint.ts'
import { type CallInput, call, ProblemError } from './call.ts'

/** The options of `useQuery` for an endpoint. The key is `[endpoint.id, params, query]`. */
export function queryOf<E extends Endpoint>(endpoint: E, input: Omit<CallInput<E>, 'signal'>) {
  const { params, query } = input as { params?: unknown; query?: unknown }
  return queryOptions({
    queryKey: [endpoint.id, params ?? {}, query ?? {}] as const,
    queryFn: ({ signal }): Promise<ResponseOf<E>> => call(endpoint, { ...input, signal } as CallInput<E>),
  })
}

/** The options of `useInfiniteQuery` for a list: page by page, by its cursor. Its key is the list's, with `pages` after it. */
export function pagesOf<E extends Endpoint>(endpoint: E, input: Omit<CallInput<E>, 'signal'>) {
  const { params, query } = input as { params?: unknown; query?: object }
  return infiniteQueryOptions({
    queryKey: [endpoint.id, params ?? {}, query ?? {}, 'pages'] as const,
    initialPageParam: null as string | null,
    queryFn: ({ signal, pageParam }): Promise<ResponseOf<E>> =>
      call(endpoint, {
        ...input,
        query: { ...query, cursor: pageParam ?? undefined },
        signal,
      } as CallInput<E>),
    getNextPageParam: (last: ResponseOf<E>) => (last as { nextCursor: string | null }).nextCursor,
  })
}

const mayPass: ReadonlySet<string> = new Set(['offline', 'unexpected_answer', 'store_unavailable'])

/** One per page load. An answer that will not change by asking again is not asked for again. */
export const createQueryClient = () =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 2_000,
        gcTime: 10 * 60_000,
        retry: (failures, error) =>
          failures < 2 && error instanceof ProblemError && mayPass.has(error.problem.code),
        retryDelay: (attempt) => 500 * 2 ** attempt,
      },
      mutations: { retry: false },
    },
  })
