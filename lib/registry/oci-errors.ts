import { z } from 'zod'
import { type OciError, RegistryError, type RegistryErrorCode, type RegistryErrorFields } from './error.ts'
import type { Answer } from './exchange.ts'
import { errorFields } from './failure.ts'
import { parseJson } from './manifest.ts'
import { parseRetryAfter } from './retry-after.ts'

/** distribution-spec, "Error Codes". `detail` may be anything and is not read: it can hold paths of the registry's disk. */
const OciErrorSchema = z
  .object({
    code: z.union([z.string(), z.number()]).transform(String),
    message: z.string().nullish().catch(null),
  })
  .transform(
    ({ code, message }): OciError => ({
      code: code.slice(0, 100),
      message: message?.slice(0, 500) ?? null,
    }),
  )

const maxErrors = 20
const Body = z.object({ errors: z.array(z.unknown()).transform((list) => list.slice(0, maxErrors)) })

/** The errors in a body, which may also be text, HTML or nothing: then there are none. */
export function parseOciErrors(bytes: Uint8Array): OciError[] {
  const body = Body.safeParse(parseJson(bytes))
  if (!body.success) return []
  return body.data.errors.flatMap((item) => {
    const parsed = OciErrorSchema.safeParse(item)
    return parsed.success ? [parsed.data] : []
  })
}

const byStatus: Readonly<Record<number, readonly [RegistryErrorCode, string]>> = {
  401: ['unauthorized', 'The registry does not accept our credentials.'],
  403: ['denied', 'The registry does not allow this to our account.'],
  404: ['not_found', 'The registry does not have it.'],
  405: ['unsupported', 'The registry does not do this.'],
  408: ['timeout', 'The registry waited too long for our request.'],
  429: ['rate_limited', 'The registry asks for fewer requests.'],
  501: ['unsupported', 'The registry does not do this.'],
}

/** An answer that is no success, by its status and the OCI codes in its body. */
export function errorOfAnswer(
  answer: Answer,
  bytes: Uint8Array,
  override?: Pick<RegistryErrorFields, 'code' | 'detail' | 'isRenewed'>,
): RegistryError {
  const errors = parseOciErrors(bytes)
  const [code, detail] = classify(answer.status, errors, bytes)
  return new RegistryError({
    ...errorFields(answer),
    code: override?.code ?? code,
    detail: override?.detail ?? detail,
    status: answer.status,
    errors,
    isRenewed: override?.isRenewed,
    retryAfterMs: parseRetryAfter(answer.headers['retry-after']),
  })
}

/**
 * ENOSPC and EDQUOT, as Go and Linux call them and as CNCF Distribution writes them down: it has no error code of its own
 * for them. The one thing that is told by words, for a disk that is full stays so however often it is tried.
 */
const noRoom = /no space left on device|disk quota exceeded|\bENOSPC\b|\bEDQUOT\b|"Err":\s*(28|122)\b/

function classify(
  status: number,
  errors: readonly OciError[],
  bytes: Uint8Array,
): readonly [RegistryErrorCode, string] {
  const known = byStatus[status]
  if (known) return known
  if (status === 507 || (status >= 500 && noRoom.test(new TextDecoder().decode(bytes))))
    return ['full', `It answered ${status}, for its storage is full.`]
  if (status >= 500) return ['server_error', `The registry failed (${status}).`]
  if (status < 400) return ['invalid_response', `The registry gave an unexpected answer (${status}).`]
  if (errors.some(({ code }) => code === 'UNSUPPORTED'))
    return ['unsupported', 'The registry does not do this.']
  if (errors.some(({ code }) => code === 'TOOMANYREQUESTS')) {
    return ['rate_limited', 'The registry asks for fewer requests.']
  }
  const codes = errors.map(({ code }) => code).join(', ')
  return ['refused', `The registry refused the request (${codes || status}).`]
}
