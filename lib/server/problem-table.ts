import type { ProblemCode } from '#lib/api/problem.ts'

/**
 * Every code with its status, in this one table. A registry that refuses *our* credentials is a bad gateway: 401 and
 * 403 speak of the caller's own session alone, or the browser would ask people to sign in again.
 */
export const problems: Readonly<Record<ProblemCode, { readonly status: number; readonly title: string }>> = {
  invalid_request: { status: 400, title: 'The request is not valid' },
  request_too_large: { status: 413, title: 'The request is too large' },
  unsupported_media_type: { status: 415, title: 'The body must be JSON' },
  unauthenticated: { status: 401, title: 'Not signed in' },
  forbidden: { status: 403, title: 'Not allowed' },
  cross_origin: { status: 403, title: 'Refused: the request comes from another site' },
  too_many_attempts: { status: 429, title: 'Too many attempts' },
  too_many_streams: { status: 429, title: 'Too many open streams' },
  not_found: { status: 404, title: 'Not found' },
  registry_not_found: { status: 404, title: 'Unknown registry' },
  repository_not_found: { status: 404, title: 'Unknown repository' },
  tag_not_found: { status: 404, title: 'Unknown tag' },
  manifest_not_found: { status: 404, title: 'Unknown manifest' },
  blob_not_found: { status: 404, title: 'Unknown blob' },
  method_not_allowed: { status: 405, title: 'Method not allowed' },
  range_not_satisfiable: { status: 416, title: 'The range lies outside of the blob' },
  conflict: { status: 409, title: 'Conflict' },
  registry_is_configured_by_file: { status: 409, title: 'The registry is configured by the file' },
  precondition_required: { status: 428, title: 'The expected digest is missing' },
  tag_moved: { status: 412, title: 'The tag has moved' },
  read_only: { status: 409, title: 'The registry is read-only' },
  deletion_disabled: { status: 409, title: 'Deletion is turned off in the registry' },
  deletion_unsupported: { status: 409, title: 'The registry cannot delete' },
  deletion_refused: { status: 409, title: 'The registry refused to delete' },
  referenced_by_index: { status: 409, title: 'Still referenced by an index' },
  registry_unauthorized: { status: 502, title: 'The registry refuses our credentials' },
  registry_denied: { status: 502, title: 'The registry denies access' },
  registry_unreachable: { status: 502, title: 'The registry is unreachable' },
  registry_timeout: { status: 504, title: 'The registry took too long' },
  registry_rate_limited: { status: 503, title: 'The registry limits our requests' },
  registry_error: { status: 502, title: 'The registry answered with an error' },
  not_a_registry: { status: 502, title: 'What answers is no registry' },
  invalid_registry_response: { status: 502, title: 'The registry answered something invalid' },
  digest_mismatch: { status: 502, title: 'The content does not match its digest' },
  response_too_large: { status: 502, title: 'The registry answered too much' },
  forbidden_target: { status: 502, title: 'The registry points to a place that it may not' },
  store_unavailable: { status: 503, title: 'The database is unavailable' },
  // Nobody is there to read it; nginx's number keeps it apart from failures in logs and figures.
  client_closed_request: { status: 499, title: 'The caller went away' },
  internal: { status: 500, title: 'Internal error' },
}
