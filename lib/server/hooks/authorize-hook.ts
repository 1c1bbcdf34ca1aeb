import { isSameToken } from '../auth/same-token.ts'
import type { Actor } from '../context.ts'
import { ApiError, isApiError } from '../problem.ts'
import type { Runtime } from '../runtime.ts'
import { readHookToken, tokenOf } from './hook-token.ts'

/** The registry itself, by its token. Throws `unauthenticated`, for an unknown registry as for a wrong token. */
export async function authorizeHook(runtime: Runtime, id: unknown, request: Request): Promise<Actor> {
  const given = tokenOf(request.headers, new URL(request.url))
  const registry =
    typeof id === 'string'
      ? await runtime.registries.get(id).catch((error) => {
          if (isApiError(error)) return null
          throw error
        })
      : null
  const expected = registry ? (await readHookToken(runtime, registry.settings)).token : null
  if (!given || !expected || !isSameToken(given, expected))
    throw new ApiError('unauthenticated', 'The token of this registry is missing or wrong.')
  return { id: '', username: `registry ${id}`, role: 'viewer' }
}
