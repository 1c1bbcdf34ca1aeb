import { z } from 'zod'

/** The closed list of what can go wrong at our own API. Everything is told apart by this code, never by a message. */
export const problemCodes = [
  'invalid_request',
  'request_too_large',
  'unsupported_media_type',
  'unauthenticated',
  'forbidden',
  'cross_origin',
  'too_many_attempts',
  'too_many_streams',
  'not_found',
  'registry_not_found',
  'repository_not_found',
  'tag_not_found',
  'manifest_not_found',
  'blob_not_found',
  'deletion_not_found',
  'job_not_found',
  'method_not_allowed',
  'range_not_satisfiable',
  'conflict',
  'registry_is_configured_by_file',
  'protection_not_found',
  'protection_is_configured_by_file',
  'policy_not_found',
  'policy_is_configured_by_file',
  'mirror_not_found',
  'mirror_is_configured_by_file',
  'dry_run_only',
  'comparison_not_found',
  'comparison_is_configured_by_file',
  'precondition_required',
  'tag_moved',
  'tag_protected',
  'read_only',
  'deletion_disabled',
  'deletion_unsupported',
  'deletion_refused',
  'referenced_by_index',
  'deletion_under_way',
  'undo_expired',
  'copy_not_found',
  'copy_under_way',
  'tag_exists',
  'blobs_missing',
  'registry_unauthorized',
  'registry_denied',
  'registry_unreachable',
  'registry_timeout',
  'registry_rate_limited',
  'registry_error',
  'registry_full',
  'not_a_registry',
  'invalid_registry_response',
  'digest_mismatch',
  'response_too_large',
  'forbidden_target',
  'store_unavailable',
  'client_closed_request',
  'internal',
] as const
export const ProblemCode = z.enum(problemCodes)
export type ProblemCode = z.infer<typeof ProblemCode>

/** RFC 9457 `application/problem+json`, with our `code` and the id under which the server logged it. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: ProblemCode,
  detail: z.string(),
  requestId: z.string(),
  /** Which inputs were wrong, for `invalid_request`. */
  issues: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  /** Seconds to wait, for `registry_rate_limited` and `too_many_attempts`. */
  retryAfter: z.number().optional(),
  /** What the registry itself said, word for word. */
  registry: z
    .object({
      status: z.number().int().nullable(),
      errors: z.array(z.object({ code: z.string(), message: z.string().nullable() })),
    })
    .optional(),
})
export type Problem = z.infer<typeof Problem>
