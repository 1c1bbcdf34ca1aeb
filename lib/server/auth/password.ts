import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import pLimit from 'p-limit'

/** OWASP's first choice for argon2id: 19 MiB, two passes, one lane. About 40 ms. */
const cost = { memory: 19_456, passes: 2, parallelism: 1 } as const
const saltBytes = 16
const tagBytes = 32
export const maxPasswordLength = 1024

/** Each hash takes 19 MiB and a thread of the pool that files and DNS share: two at once, and a short queue. */
const limit = pLimit(2)
const maxWaiting = 50

/** Thrown when too many sign-ins are being checked already. */
export class HashingBusyError extends Error {
  override readonly name = 'HashingBusyError'
}

interface Parameters {
  readonly memory: number
  readonly passes: number
  readonly parallelism: number
  readonly salt: Buffer
  readonly tagLength: number
}

function derive(
  password: string,
  { memory, passes, parallelism, salt, tagLength }: Parameters,
): Promise<Buffer> {
  if (limit.pendingCount >= maxWaiting)
    return Promise.reject(new HashingBusyError('too many sign-ins at once'))
  // The same letters can be typed as different code points; NFKC as RFC 8265 (PRECIS) advises.
  const message = password.normalize('NFKC')
  return limit(
    () =>
      new Promise<Buffer>((resolve, reject) => {
        argon2('argon2id', { message, nonce: salt, parallelism, tagLength, memory, passes }, (error, tag) =>
          error ? reject(error) : resolve(tag),
        )
      }),
  )
}

const unpadded = (bytes: Buffer) => bytes.toString('base64').replaceAll('=', '')

/** argon2id in the PHC string format: `$argon2id$v=19$m=…,t=…,p=…$salt$tag`. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(saltBytes)
  const tag = await derive(password, { ...cost, salt, tagLength: tagBytes })
  return format(salt, tag)
}

const format = (salt: Buffer, tag: Buffer) =>
  `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${unpadded(salt)}$${unpadded(tag)}`

const phc =
  /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,3}),p=(\d{1,2})\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{22,86})$/

/** Whether the password is the one that was hashed. A hash in another format fits no password. */
export async function verifyPassword(password: string, hash: string): Promise<boolean> {
  const [, memory, passes, parallelism, salt, tag] = phc.exec(hash) ?? []
  if (!memory || !passes || !parallelism || !salt || !tag) return false
  const expected = Buffer.from(tag, 'base64')
  const actual = await derive(password, {
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
    salt: Buffer.from(salt, 'base64'),
    tagLength: expected.length,
  })
  return timingSafeEqual(actual, expected)
}

/** Checked against when there is no such account, so that the answer takes as long. No password fits it. */
export const nobodysHash = format(randomBytes(saltBytes), randomBytes(tagBytes))
