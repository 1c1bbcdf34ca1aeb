import { deleteBlob, getBlob } from './blobs.ts'
import { getCatalog } from './catalog.ts'
import { type Exchange, sendJson } from './exchange.ts'
import { deleteManifest, getManifest, putManifest } from './manifests.ts'
import { OciHttpError } from './oci-error.ts'
import { getReferrers } from './referrers.ts'
import { getTags } from './tags.ts'
import type { Target } from './target.ts'
import { deleteUpload, getUpload, patchUpload, postUpload, putUpload } from './uploads.ts'

/** What this registry allows; the rest is 405 UNSUPPORTED. */
export interface Permissions {
  readonly readOnly: boolean
  readonly deleteEnabled: boolean
  readonly catalog: boolean
}

type Handlers = Partial<Record<string, () => Promise<void> | void>>

/** Carries out one request. Throws `OciHttpError` for what is answered with an error. */
export async function dispatch(exchange: Exchange, target: Target, permissions: Permissions): Promise<void> {
  // A HEAD is the GET whose body Node does not send.
  const method = exchange.request.method === 'HEAD' ? 'GET' : (exchange.request.method ?? '')
  const handlers = handlersOf(exchange, target)
  const handler = handlers[method]
  if (handler === undefined) {
    const allowed = Object.keys(handlers).flatMap((m) => (m === 'GET' ? ['GET', 'HEAD'] : [m]))
    throw new OciHttpError(405, 'UNSUPPORTED', 'This address has no such method.', {
      Allow: allowed.join(', '),
    })
  }
  refuseForbidden(target, method, permissions)
  await handler()
}

function refuseForbidden(target: Target, method: string, { readOnly, deleteEnabled, catalog }: Permissions) {
  if (readOnly && method !== 'GET') {
    throw new OciHttpError(405, 'UNSUPPORTED', 'This registry is read-only.')
  }
  // Cancelling an upload deletes nothing that anybody could pull.
  if (!deleteEnabled && method === 'DELETE' && target.kind !== 'upload') {
    throw new OciHttpError(405, 'UNSUPPORTED', 'Deletion is disabled in this registry.')
  }
  if (!catalog && target.kind === 'catalog') {
    throw new OciHttpError(404, 'UNSUPPORTED', 'This registry has no catalog.')
  }
}

function handlersOf(exchange: Exchange, target: Target): Handlers {
  switch (target.kind) {
    case 'base':
      return { GET: () => sendJson(exchange, 200, {}) }
    case 'catalog':
      return { GET: () => getCatalog(exchange) }
    case 'tags':
      return { GET: () => getTags(exchange, target.repository) }
    case 'manifest':
      return {
        GET: () => getManifest(exchange, target.repository, target.reference),
        PUT: () => putManifest(exchange, target.repository, target.reference),
        DELETE: () => deleteManifest(exchange, target.repository, target.reference),
      }
    case 'blob':
      return {
        GET: async () => void (await getBlob(exchange, target.repository, target.digest)),
        DELETE: () => deleteBlob(exchange, target.repository, target.digest),
      }
    case 'uploads':
      return { POST: () => postUpload(exchange, target.repository) }
    case 'upload':
      return {
        GET: () => getUpload(exchange, target.repository, target.id),
        PATCH: () => patchUpload(exchange, target.repository, target.id),
        PUT: () => putUpload(exchange, target.repository, target.id),
        DELETE: () => deleteUpload(exchange, target.repository, target.id),
      }
    case 'referrers':
      return { GET: () => getReferrers(exchange, target.repository, target.digest) }
  }
}
