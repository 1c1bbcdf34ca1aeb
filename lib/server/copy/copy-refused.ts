import type { CopyReason } from '#lib/api/copy-plan.ts'
import { failureOf, isCancelled } from '../index/failure.ts'

/** An item that can't be copied, and why in a word of our API. */
export class CopyRefused extends Error {
  override readonly name = 'CopyRefused'
  readonly reason: CopyReason

  constructor(reason: CopyReason, detail: string, cause?: unknown) {
    super(detail, { cause })
    this.reason = reason
  }
}

const notFound: ReadonlySet<string> = new Set([
  'tag_not_found',
  'manifest_not_found',
  'repository_not_found',
  'blob_not_found',
  'not_found',
])

/** Why something could not be read for a copy; what nobody's registry did is thrown on. */
export function refusedBy(error: unknown, registry: string): CopyRefused {
  if (error instanceof CopyRefused) return error
  if (isCancelled(error)) throw error
  const { code, detail } = failureOf(error)
  if (code === 'internal' || code === 'store_unavailable') throw error
  if (code === 'registry_not_found') return new CopyRefused(code, detail, error)
  if (notFound.has(code)) return new CopyRefused('source_missing', `${registry}: ${detail}`, error)
  const isDenied = code === 'registry_denied' || code === 'registry_unauthorized'
  return new CopyRefused(isDenied ? 'not_allowed' : 'unreadable', `${registry}: ${detail}`, error)
}
