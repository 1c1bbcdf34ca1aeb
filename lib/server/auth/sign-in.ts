import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { audit } from '../store/schema.ts'
import type { Store } from '../store/store.ts'
import { addressBlockOf } from './client-address.ts'
import { HashingBusyError, maxPasswordLength, nobodysHash, verifyPassword } from './password.ts'
import { attemptKeys, forgiveAttempts, pruneAttempts, takeAttempt, takeBackAttempt } from './throttle.ts'
import { Username } from './username.ts'
import { findUserByName, foldUsername, type User } from './users.ts'

const Credentials = z.object({ username: Username, password: z.string().min(1).max(maxPasswordLength) })

export interface SignInRequest {
  readonly credentials: unknown
  /** Of the client; `unknown` where it is. */
  readonly address: string
  readonly requestId: string
}

export type SignInResult =
  | { readonly kind: 'signed_in'; readonly user: User }
  | { readonly kind: 'invalid_credentials' }
  | { readonly kind: 'too_many_attempts'; readonly retryAfterSeconds: number }

/** One in so many attempts clears the table of attempts. */
const pruneEvery = 50
let attemptCount = 0

/**
 * Checks a name and a password. Whether the name, the password or both were wrong cannot be told from the answer or
 * from how long it takes. Tries are throttled before the password is looked at.
 */
export async function signIn(
  db: Store['db'],
  { credentials, address, requestId }: SignInRequest,
  now: Date,
): Promise<SignInResult> {
  const parsed = Credentials.safeParse(credentials)
  if (!parsed.success) return { kind: 'invalid_credentials' }
  const { username, password } = parsed.data

  const keys = attemptKeys(await foldUsername(db, username), addressBlockOf(address))
  const retryAfterSeconds = await takeAttempt(db, keys.all, now)
  if (retryAfterSeconds > 0) return { kind: 'too_many_attempts', retryAfterSeconds }
  attemptCount += 1
  if (attemptCount % pruneEvery === 0) await pruneAttempts(db, now)

  const user = await findUserByName(db, username)
  const isRight = await isPasswordOf(user, password)
  if (isRight === 'busy') return { kind: 'too_many_attempts', retryAfterSeconds: 1 }
  if (!user || !isRight || user.disabledAt) {
    // Names that nobody has are not written down: they may be passwords, and the audit is kept for ever.
    if (user) await record(db, user.username, 'session.refuse', address, requestId)
    return { kind: 'invalid_credentials' }
  }
  await forgiveAttempts(db, keys.mine)
  await takeBackAttempt(db, keys.place)
  await record(db, user.username, 'session.start', address, requestId)
  return { kind: 'signed_in', user }
}

async function isPasswordOf(user: User | null, password: string): Promise<boolean | 'busy'> {
  try {
    return await verifyPassword(password, user?.passwordHash ?? nobodysHash)
  } catch (error) {
    if (error instanceof HashingBusyError) return 'busy'
    throw error
  }
}

async function record(
  db: Store['db'],
  actor: string,
  action: 'session.start' | 'session.refuse',
  address: string,
  requestId: string,
): Promise<void> {
  await db.insert(audit).values({
    actor,
    action,
    phase: action === 'session.start' ? 'succeeded' : 'failed',
    operation: randomUUID(),
    method: 'password',
    detail: address,
    requestId,
  })
}
