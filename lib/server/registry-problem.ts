import type { Problem, ProblemCode } from '#lib/api/problem.ts'
import type { RegistryError, RegistryErrorCode } from '#lib/registry/error.ts'

const codes: Readonly<Record<RegistryErrorCode, ProblemCode>> = {
  unreachable: 'registry_unreachable',
  timeout: 'registry_timeout',
  aborted: 'client_closed_request',
  unauthorized: 'registry_unauthorized',
  denied: 'registry_denied',
  not_found: 'not_found',
  unsupported: 'conflict',
  rate_limited: 'registry_rate_limited',
  refused: 'registry_error',
  server_error: 'registry_error',
  full: 'registry_full',
  not_a_registry: 'not_a_registry',
  invalid_response: 'invalid_registry_response',
  digest_mismatch: 'digest_mismatch',
  too_large: 'response_too_large',
  forbidden_target: 'forbidden_target',
  invalid_reference: 'not_found',
}

/** The OCI error codes (distribution spec, "Error Codes") that say what it is that is missing. */
const missing: ReadonlyArray<readonly [string, ProblemCode]> = [
  ['NAME_UNKNOWN', 'repository_not_found'],
  ['MANIFEST_UNKNOWN', 'manifest_not_found'],
  ['BLOB_UNKNOWN', 'blob_not_found'],
]

function codeOf(error: RegistryError): ProblemCode {
  if (error.code === 'not_found') {
    return missing.find(([oci]) => error.has(oci))?.[1] ?? 'not_found'
  }
  if (error.status === 416) return 'range_not_satisfiable'
  if (error.method === 'DELETE') {
    if (error.code === 'unsupported') return 'deletion_unsupported'
    if (error.code === 'refused') return 'deletion_refused'
  }
  return codes[error.code]
}

/** What a registry says is shown word for word, but it does not decide how much of it there is. */
const maxErrors = 10
const maxMessageLength = 1000

function saidBy({ status, errors }: RegistryError): Problem['registry'] {
  if (status === null && errors.length === 0) return undefined
  return {
    status,
    errors: errors.slice(0, maxErrors).map(({ code, message }) => ({
      code: code.slice(0, 100),
      message: message?.slice(0, maxMessageLength) ?? null,
    })),
  }
}

/** A failure of a registry in words of our own API. */
export function fromRegistryError(error: RegistryError) {
  const registry = saidBy(error)
  return {
    code: codeOf(error),
    detail: error.detail,
    ...(error.retryAfterMs === null ? {} : { retryAfter: Math.ceil(error.retryAfterMs / 1000) }),
    ...(registry ? { registry } : {}),
  }
}
