import { DrizzleQueryError } from 'drizzle-orm'
import { beforeEach, expect, test, vi } from 'vitest'
import { createLog } from '../log.ts'
import type { Runtime } from '../runtime.ts'
import { authOptions } from './options.ts'
import { actorOf } from './session-user.ts'
import { signIn } from './sign-in.ts'

vi.mock('./sign-in.ts', () => ({ signIn: vi.fn() }))
vi.mock('./session-user.ts', () => ({ actorOf: vi.fn() }))
beforeEach(() => {
  vi.mocked(signIn).mockReset()
  vi.mocked(actorOf).mockReset()
})

const id = '0191d2a0-0000-7000-8000-000000000001'
const lines: string[] = []
const runtime = {
  config: { publicUrl: 'https://portolan.example.com' },
  secret: 's'.repeat(32),
  store: { db: {} },
  log: createLog('debug', { write: (line) => void lines.push(line) }),
} as unknown as Runtime
const options = authOptions(runtime, 'request-1')

interface Provider {
  options: { authorize(credentials: unknown, request: { headers: Record<string, string> }): Promise<unknown> }
}
const authorize = (credentials: unknown) =>
  (options.providers[0] as unknown as Provider).options.authorize(credentials, {
    headers: { 'x-forwarded-for': '1.1.1.1, 10.0.0.1' },
  })
type Jwt = (input: object) => Promise<unknown>
const jwt = options.callbacks?.jwt as unknown as Jwt

test('who signs in is known by id and version, and is looked up from the address that the proxy saw', async () => {
  const user = { id, username: 'ann', version: 3 }
  vi.mocked(signIn).mockResolvedValue({ kind: 'signed_in', user } as never)
  const credentials = { username: 'ann', password: 'right' }
  expect(await authorize(credentials)).toEqual({ id, name: 'ann', version: 3 })
  const request = { credentials, address: '10.0.0.1', requestId: 'request-1' }
  expect(signIn).toHaveBeenCalledWith(runtime.store.db, request, expect.any(Date))
})

test.each([
  [{ kind: 'invalid_credentials' }, 'invalid_credentials'],
  [{ kind: 'too_many_attempts', retryAfterSeconds: 30 }, 'too_many_attempts:30'],
])('a refusal reaches the page as a code (case %#)', async (result, message) => {
  vi.mocked(signIn).mockResolvedValue(result as never)
  await expect(authorize({})).rejects.toThrow(new Error(message))
})

test.each([
  [new DrizzleQueryError('select', ['hash'], new Error('Connection terminated: secret')), 'unavailable'],
  [new Error('secret'), 'internal'],
])('a failure tells its code and nothing else, and is logged (case %#)', async (error, message) => {
  vi.mocked(signIn).mockRejectedValue(error)
  await expect(authorize({})).rejects.toThrow(new Error(message))
  expect(lines.join('')).toContain('request-1')
})

test('the token holds no name and no role', async () => {
  const token = await jwt({
    token: { name: 'ann', email: 'x', picture: null },
    user: { id, name: 'ann', version: 3 },
  })
  expect(token).toEqual({ sub: id, version: 3, signedInAt: expect.any(Number) })
})

test('a session that has ended is not prolonged', async () => {
  const token = { sub: id, version: 1, signedInAt: 1, iat: 1, exp: 2 }
  vi.mocked(actorOf).mockResolvedValue(null)
  await expect(jwt({ token })).rejects.toThrow()
  vi.mocked(actorOf).mockResolvedValue({ id, username: 'ann', role: 'viewer' })
  expect(await jwt({ token })).toEqual({ sub: id, version: 1, signedInAt: 1 })
})

test('cookies keep to https where the public address does', () => {
  expect(options.useSecureCookies).toBe(true)
  const plain = { ...runtime, config: { publicUrl: 'http://localhost:3000' } } as Runtime
  expect(authOptions(plain, 'r').useSecureCookies).toBe(false)
  expect(options.session).toEqual({ strategy: 'jwt', maxAge: 12 * 3600 })
})
