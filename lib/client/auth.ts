import { clientProblem, ProblemError } from './problem.ts'

/** Why signing in failed: told apart by next-auth's `error`, which carries the code that our provider threw. */
export type SignInFailure =
  | { readonly code: 'invalid_credentials' }
  | { readonly code: 'too_many_attempts'; readonly retryAfterSeconds: number }
  /** The form was open for too long, or cookies are blocked. */
  | { readonly code: 'bad_csrf_token' }
  | { readonly code: 'failed' }

/** A text out of an answer of next-auth; null where there is none. Never throws. */
async function textIn(response: Response, name: string): Promise<string | null> {
  const json: unknown = await response.json().catch(() => null)
  const value: unknown = typeof json === 'object' && json !== null ? Reflect.get(json, name) : null
  return typeof value === 'string' ? value : null
}

async function request(path: string, init?: RequestInit): Promise<Response> {
  try {
    return await fetch(`/api/auth/${path}`, { ...init, credentials: 'same-origin', cache: 'no-store' })
  } catch (error) {
    throw new ProblemError(clientProblem('offline', 0, String(error)), error)
  }
}

async function post(path: string, fields: Record<string, string>): Promise<Response> {
  const csrfToken = await textIn(await request('csrf'), 'csrfToken')
  if (csrfToken === null) throw new ProblemError(clientProblem('unexpected_answer', 0, 'no CSRF token'))
  return request(path, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ ...fields, csrfToken, json: 'true' }),
  })
}

/**
 * Signs in with next-auth's credentials provider. Null is success. Throws `ProblemError` where no answer comes.
 *
 * A bad CSRF token is answered with 200 and the address of the sign-in page (next-auth 4), so that the status alone
 * proves nothing.
 */
export async function signIn(credentials: {
  username: string
  password: string
}): Promise<SignInFailure | null> {
  const response = await post('callback/credentials', { ...credentials, callbackUrl: window.location.origin })
  const url = await textIn(response, 'url')
  return url === null ? { code: 'failed' } : failureOf(response.ok, url)
}

export function failureOf(isOk: boolean, url: string): SignInFailure | null {
  const { pathname, searchParams } = new URL(url, 'http://localhost')
  if (searchParams.get('csrf') === 'true') return { code: 'bad_csrf_token' }
  const error = searchParams.get('error')
  if (error === null) return isOk && !pathname.endsWith('/signin') ? null : { code: 'failed' }
  const throttled = /^too_many_attempts:(\d{1,6})$/.exec(error)
  if (throttled) return { code: 'too_many_attempts', retryAfterSeconds: Number(throttled[1]) }
  // `CredentialsSignin` is what next-auth says when the provider answers null.
  if (error === 'invalid_credentials' || error === 'CredentialsSignin') return { code: 'invalid_credentials' }
  return { code: 'failed' }
}

/** Ends the session. Throws `ProblemError` where no answer comes. */
export async function signOut(): Promise<void> {
  await post('signout', { callbackUrl: window.location.origin })
}
