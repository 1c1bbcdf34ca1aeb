import { getToken } from 'next-auth/jwt'
import type { Actor } from '../context.ts'
import type { Runtime } from '../runtime.ts'
import { usesSecureCookies } from './session-token.ts'
import { actorOf } from './session-user.ts'

type Sources = Pick<Runtime, 'secret'> & {
  readonly config: Pick<Runtime['config'], 'publicUrl'>
  readonly store: Pick<Runtime['store'], 'db'>
}

/** Who the cookies belong to; null without a valid session. */
export async function readActorFromCookies(
  { config, secret, store }: Sources,
  cookies: Readonly<Record<string, string>>,
): Promise<Actor | null> {
  const secureCookie = usesSecureCookies(config.publicUrl)
  const request = { cookies, headers: {} } as Parameters<typeof getToken>[0]['req']
  // Without the headers: a session is a cookie, never a bearer token that could be put into a link or a log.
  const token = await getToken({ req: request, secret, secureCookie })
  return token ? actorOf(store.db, token, Date.now()) : null
}

/** Who sent the request, by the session in its cookies; null without a valid one. */
export const readActor = (runtime: Sources, request: Request): Promise<Actor | null> =>
  readActorFromCookies(runtime, parseCookies(request.headers.get('cookie') ?? ''))

export function parseCookies(header: string): Record<string, string> {
  const cookies: Record<string, string> = {}
  for (const part of header.split(';')) {
    const at = part.indexOf('=')
    if (at > 0) cookies[part.slice(0, at).trim()] = part.slice(at + 1).trim()
  }
  return cookies
}
