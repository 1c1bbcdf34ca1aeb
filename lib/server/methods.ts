import { z } from 'zod'
import { defineEndpoint, type Method } from '#lib/api/endpoint.ts'
import { ApiError, toProblem } from './problem.ts'
import { problemResponse } from './problem-response.ts'
import { type NextHandler, route } from './route.ts'

const known = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const
type Exported = Readonly<Record<(typeof known)[number] | 'OPTIONS', NextHandler>>

/** Stands for every path and method that there is not. Behind login, like the rest. */
const elsewhere = defineEndpoint({
  id: 'elsewhere',
  method: 'GET',
  path: '/',
  summary: 'What there is not',
  can: 'read',
  params: z.unknown(),
  query: z.unknown(),
  response: z.null(),
})

/** All methods of one path, for its `route.ts` to export: those that there are, and 405 for the others. */
export function methods(
  handlers: Partial<Record<Method, NextHandler>>,
  guard: typeof route = route,
): Exported {
  const allow = [
    ...known.flatMap((m) => (m in handlers ? (m === 'GET' ? ['GET', 'HEAD'] : [m]) : [])),
    'OPTIONS',
  ].join(', ')
  const refuse = guard(elsewhere, async ({ request, context }) => {
    const error = new ApiError('method_not_allowed', `This address answers ${allow}, not ${request.method}.`)
    return problemResponse(toProblem(error, context.requestId), { allow })
  })
  return {
    GET: refuse,
    POST: refuse,
    PUT: refuse,
    PATCH: refuse,
    DELETE: refuse,
    ...handlers,
    OPTIONS: async () => new Response(null, { status: 204, headers: { allow } }),
  }
}

/** For addresses below /api that lead nowhere. */
export function nowhere(guard: typeof route = route): Exported {
  const refuse = guard(elsewhere, async () => {
    throw new ApiError('not_found', 'There is nothing under this address.')
  })
  return { GET: refuse, POST: refuse, PUT: refuse, PATCH: refuse, DELETE: refuse, OPTIONS: refuse }
}
