import { RegistryError } from './error.ts'
import type { Answer } from './exchange.ts'
import { errorFields, toRegistryError } from './failure.ts'

const mebibyte = 2 ** 20

/** The most that is read of each kind of answer. */
export const maxBytesOf = {
  /** distribution-spec, "Pushing Manifests": registries should take 4 MiB; a little more for those that count otherwise. */
  manifest: 4 * mebibyte + 65_536,
  page: 32 * mebibyte,
  token: mebibyte,
  error: 65_536,
} as const

/** A body that keeps trickling in must end, too: within this many times the time that one piece may take. */
const patience = 5

/**
 * The whole body. Throws `too_large` past `maxBytes` (at once where the length is announced), `timeout`, `aborted`, and
 * `invalid_response` when it ends before its time.
 */
export async function readBody(answer: Answer, maxBytes: number, timeoutMs: number): Promise<Buffer> {
  const { headers, body, signal } = answer
  const tooLarge = () =>
    new RegistryError({
      ...errorFields(answer),
      code: 'too_large',
      status: answer.status,
      detail: `The answer is larger than ${maxBytes} bytes.`,
    })
  const timer = body.isOver ? undefined : setTimeout(() => body.destroy(timedOut), timeoutMs * patience)
  try {
    if (Number(headers['content-length']) > maxBytes) throw tooLarge()
    return await body.whole(maxBytes, tooLarge)
  } catch (thrown) {
    throw toRegistryError(thrown, answer, 'body', signal)
  } finally {
    clearTimeout(timer)
    discard(answer)
  }
}

const timedOut = Object.assign(new Error('The body took too long.'), { code: 'ETIMEDOUT' })

/** Lets go of a body that nobody reads. */
export const discard = ({ body }: Answer): void => body.destroy()

/** Reads a short body to its end, so that its connection can be used again; a longer one costs its connection. */
export async function drain(answer: Answer, timeoutMs: number): Promise<Buffer> {
  try {
    return await readBody(answer, maxBytesOf.error, timeoutMs)
  } catch {
    return Buffer.alloc(0)
  }
}
