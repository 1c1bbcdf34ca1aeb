import { formatDigest, type ParsedDigest, parseDigest } from '#lib/registry/digest.ts'
import { isRepositoryName } from '#lib/registry/reference.ts'
import { parseContentRange } from './byte-range.ts'
import { isMissing, linkDurably } from './durable.ts'
import { type Exchange, send, sendEmpty } from './exchange.ts'
import { blobPath } from './layout.ts'
import { invalidDigest, OciHttpError } from './oci-error.ts'
import { fileSize, listRepositoryNames, type Store } from './store.ts'
import {
  append,
  commit,
  createSession,
  discard,
  findSession,
  receivedBytes,
  type UploadSession,
} from './upload-sessions.ts'

/** `POST /v2/<name>/blobs/uploads/` (end-4a): opens a session, or takes the whole blob (end-4b), or mounts it (end-11). */
export async function postUpload(exchange: Exchange, repository: string) {
  const { store, query } = exchange
  const mount = query.get('mount')
  if (mount !== null) {
    const digest = requireDigest(mount)
    if (await mountBlob(store, repository, digest, query.get('from'))) {
      return sendBlobCreated(exchange, repository, digest)
    }
  }
  const whole = query.get('digest')
  const digest = whole === null ? null : requireDigest(whole)
  const session = await createSession(store, repository)
  if (digest === null) return sendProgress(exchange, session, 0)
  await store.uploads.run(session.id, async () => {
    try {
      await append(session, exchange.request, null)
    } catch (e) {
      // Nobody has been told the address of this session: it cannot be resumed.
      await discard(session)
      throw e
    }
    await commit(store, session, digest)
  })
  sendBlobCreated(exchange, repository, digest)
}

/** `GET /v2/<name>/blobs/uploads/<id>` (end-13). */
export async function getUpload(exchange: Exchange, repository: string, id: string) {
  const session = await findSession(exchange.store, repository, id)
  sendEmpty(exchange, 204, progressHeaders(session, await receivedBytes(session)))
}

/** `PATCH /v2/<name>/blobs/uploads/<id>` (end-5): the next chunk, or without `Content-Range` a stream. */
export async function patchUpload(exchange: Exchange, repository: string, id: string) {
  await exchange.store.uploads.run(id, async () => {
    const session = await findSession(exchange.store, repository, id)
    await appendChunk(exchange, session)
    sendProgress(exchange, session, await receivedBytes(session))
  })
}

/** `PUT /v2/<name>/blobs/uploads/<id>?digest=` (end-6): the rest, or nothing, and the end. */
export async function putUpload(exchange: Exchange, repository: string, id: string) {
  const { store } = exchange
  const digest = requireDigest(exchange.query.get('digest') ?? '')
  await store.uploads.run(id, async () => {
    const session = await findSession(store, repository, id)
    await appendChunk(exchange, session)
    await commit(store, session, digest)
  })
  sendBlobCreated(exchange, repository, digest)
}

/** `DELETE /v2/<name>/blobs/uploads/<id>`: Docker's cancel, in the specification since 1.1+dev. */
export async function deleteUpload(exchange: Exchange, repository: string, id: string) {
  await exchange.store.uploads.run(id, async () => {
    await discard(await findSession(exchange.store, repository, id))
  })
  sendEmpty(exchange, 204, {})
}

async function appendChunk({ request }: Exchange, session: UploadSession) {
  const header = request.headers['content-range']
  if (header === undefined) return append(session, request, null)
  const received = await receivedBytes(session)
  const range = parseContentRange(header)
  if (range === null)
    throw new OciHttpError(400, 'BLOB_UPLOAD_INVALID', 'Content-Range must be <start>-<end>.')
  if (range.start !== received) {
    throw new OciHttpError(
      416,
      'BLOB_UPLOAD_INVALID',
      `The next chunk must begin at ${received}.`,
      progressHeaders(session, received),
    )
  }
  await append(session, request, range.end - range.start + 1)
}

/**
 * Gives the repository a blob that another one has; without `from`, one that any has ("automatic content discovery").
 * false where nobody has it.
 */
async function mountBlob(store: Store, repository: string, digest: ParsedDigest, from: string | null) {
  const target = blobPath(store.layout, repository, digest)
  if ((await fileSize(target)) !== null) return true
  if (from !== null && !isRepositoryName(from)) return false
  for (const source of from === null ? await listRepositoryNames(store) : [from]) {
    try {
      await linkDurably(blobPath(store.layout, source, digest), target, store.layout.temporary)
      return true
    } catch (e) {
      if (!isMissing(e)) throw e
    }
  }
  return false
}

function requireDigest(text: string): ParsedDigest {
  const digest = parseDigest(text)
  if (digest === null) throw invalidDigest()
  return digest
}

/** Docker's registry says `0-0` for nothing as well as for one byte, and clients expect a range. */
const progressHeaders = (session: UploadSession, received: number) => ({
  Location: `/v2/${session.repository}/blobs/uploads/${session.id}`,
  Range: `0-${Math.max(0, received - 1)}`,
  'Docker-Upload-UUID': session.id,
})

const sendProgress = (exchange: Exchange, session: UploadSession, received: number) =>
  send(exchange, 202, progressHeaders(session, received))

const sendBlobCreated = (exchange: Exchange, repository: string, digest: ParsedDigest) =>
  send(exchange, 201, {
    Location: `/v2/${repository}/blobs/${formatDigest(digest)}`,
    'Docker-Content-Digest': formatDigest(digest),
  })
