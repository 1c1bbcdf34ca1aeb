import type { NextAuthOptions } from 'next-auth'
import type { Logger } from 'pino'
import type { Runtime } from '../runtime.ts'
import { isStoreFailure } from '../store-failure.ts'
import { callbackUrlWithin } from './callback-url.ts'
import { clientAddressOf } from './client-address.ts'
import { SessionToken, sessionSeconds, usesSecureCookies } from './session-token.ts'
import { actorOf } from './session-user.ts'
import { signIn } from './sign-in.ts'

export const signInPage = '/sign-in'

/**
 * next-auth's configuration. Errors reach the sign-in page as codes: `invalid_credentials`,
 * `too_many_attempts:<seconds>`, `unavailable`, `internal`; next-auth puts the message of whatever is thrown into an
 * address, so that nothing else may be thrown from `authorize`.
 */
export function authOptions({ config, secret, store, log }: Runtime, requestId: string): NextAuthOptions {
  return {
    secret,
    useSecureCookies: usesSecureCookies(config.publicUrl),
    session: { strategy: 'jwt', maxAge: sessionSeconds },
    pages: { signIn: signInPage, signOut: signInPage, error: signInPage },
    logger: loggerFor(log),
    providers: [
      {
        id: 'credentials',
        name: 'Credentials',
        type: 'credentials',
        credentials: { username: {}, password: { type: 'password' } },
        authorize: async () => null,
        options: {
          credentials: { username: {}, password: { type: 'password' } },
          authorize: async (credentials: unknown, request: { headers?: Record<string, string> }) => {
            const headers = new Headers(request.headers)
            const result = await signIn(
              store.db,
              { credentials, address: clientAddressOf(headers), requestId },
              new Date(),
            ).catch((error: unknown) => {
              log.error({ err: error, requestId }, 'sign-in failed')
              throw new Error(isStoreFailure(error) ? 'unavailable' : 'internal')
            })
            if (result.kind === 'too_many_attempts') {
              throw new Error(`too_many_attempts:${result.retryAfterSeconds}`)
            }
            if (result.kind === 'invalid_credentials') throw new Error('invalid_credentials')
            const { id, username, version } = result.user
            return { id, name: username, version }
          },
        },
      },
    ],
    callbacks: {
      redirect: ({ url, baseUrl }) => callbackUrlWithin(url, baseUrl),
      async jwt({ token, user }) {
        if (user) {
          const signedIn: SessionToken = {
            sub: user.id,
            version: 'version' in user ? Number(user.version) : 0,
            signedInAt: Math.floor(Date.now() / 1000),
          }
          return signedIn
        }
        // next-auth reads, and prolongs, the cookie here: a session that has ended must not come out fresh.
        if (!(await actorOf(store.db, token, Date.now()))) throw new Error('the session has ended')
        return SessionToken.parse(token)
      },
      async session({ session, token }) {
        const actor = await actorOf(store.db, token, Date.now())
        return { expires: session.expires, user: { name: actor?.username ?? null, role: actor?.role } }
      },
    },
  }
}

/** Into our own log; that a session has ended is no error. */
const loggerFor = (log: Logger): NextAuthOptions['logger'] => ({
  error: (code, metadata) => {
    const level = code === 'JWT_SESSION_ERROR' ? 'debug' : 'error'
    log[level]({ code, err: metadata instanceof Error ? metadata : metadata.error }, 'next-auth')
  },
  warn: (code) => log.debug({ code }, 'next-auth'),
  debug: () => {},
})
