import { isRegistryError } from '#lib/registry/error.ts'
import { ApiError } from '../problem.ts'
import { fromRegistryError } from '../registry-problem.ts'

/**
 * Why a registry does not delete, told from its status and OCI codes. 405 alone means several things: UNSUPPORTED is
 * deletion switched off (CNCF Distribution), DENIED a manifest that an index holds (zot), and no code at all a registry
 * that routes no DELETE because it is read-only.
 */
export function refusalOf(error: unknown): unknown {
  if (!isRegistryError(error)) return error
  const extra = { registry: fromRegistryError(error).registry, cause: error }
  if (error.code === 'unsupported') {
    if (error.has('DENIED')) {
      return new ApiError(
        'referenced_by_index',
        'The registry keeps it because an index refers to it.',
        extra,
      )
    }
    if (error.errors.length === 0) return new ApiError('read_only', 'The registry is read-only.', extra)
    return new ApiError('deletion_disabled', 'Deletion is switched off in this registry.', extra)
  }
  if (error.code === 'denied' || error.code === 'unauthorized') {
    return new ApiError('deletion_refused', 'The registry does not let our account delete here.', extra)
  }
  if (error.code === 'refused')
    return new ApiError('deletion_refused', 'The registry refused the deletion.', extra)
  return error
}

/** Whether a registry said that it cannot untag, as opposed to: that it will not delete, or is in trouble. */
export const cannotUntag = (error: unknown): boolean =>
  isRegistryError(error) &&
  (error.code === 'unsupported' ||
    error.code === 'not_found' ||
    (error.code === 'refused' && error.status === 400)) &&
  !error.has('DENIED')
