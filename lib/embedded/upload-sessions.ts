import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { rm, stat, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ParsedDigest } from '#lib/registry/digest.ts'
import { flushFile, inFolderOf, isMissing, moveDurably } from './durable.ts'
import { blobPath, uploadsFolder } from './layout.ts'
import { OciHttpError } from './oci-error.ts'
import { entriesOf, fileSize, listRepositoryFolders, type Store } from './store.ts'

/** A blob on its way in. It is this one file, so that it survives a restart and costs no memory. */
export interface UploadSession {
  readonly id: string
  readonly repository: string
  readonly path: string
}

const idPattern = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

const sessionOf = (store: Store, repository: string, id: string): UploadSession => ({
  id,
  repository,
  path: join(uploadsFolder(store.layout, repository), id),
})

export async function createSession(store: Store, repository: string): Promise<UploadSession> {
  const session = sessionOf(store, repository, randomUUID())
  await inFolderOf(session.path, () => writeFile(session.path, '', { flag: 'wx' }))
  return session
}

/** Throws 404 BLOB_UPLOAD_UNKNOWN for an unknown id and for one of another repository. */
export async function findSession(store: Store, repository: string, id: string): Promise<UploadSession> {
  const session = sessionOf(store, repository, id)
  if (!idPattern.test(id) || (await fileSize(session.path)) === null) {
    throw new OciHttpError(404, 'BLOB_UPLOAD_UNKNOWN', 'There is no such upload in this repository.')
  }
  return session
}

export const receivedBytes = async (session: UploadSession) => (await fileSize(session.path)) ?? 0

/**
 * Appends what the stream carries. With `exactly`, the session is put back to where it was when another number of
 * bytes came, and 400 SIZE_INVALID is thrown. What came before a broken connection stays, for the client to resume.
 */
export async function append(session: UploadSession, body: Readable, exactly: number | null) {
  const before = await receivedBytes(session)
  await pipeline(body, createWriteStream(session.path, { flags: 'a' }))
  const received = (await receivedBytes(session)) - before
  if (exactly !== null && received !== exactly) {
    await truncate(session.path, before)
    throw new OciHttpError(400, 'SIZE_INVALID', 'The chunk is not as long as its Content-Range says.')
  }
}

/** Hashes what lies on disk, not what passed by, and makes it a blob of the repository. The session is over either way. */
export async function commit(store: Store, session: UploadSession, digest: ParsedDigest) {
  try {
    const hash = createHash(digest.algorithm)
    await pipeline(createReadStream(session.path, { highWaterMark: 1024 * 1024 }), hash)
    if (hash.digest('hex') !== digest.hex) {
      throw new OciHttpError(400, 'DIGEST_INVALID', 'The uploaded bytes have another digest.')
    }
    const path = blobPath(store.layout, session.repository, digest)
    // What is there already may share its file with other repositories.
    if ((await fileSize(path)) === null) {
      await flushFile(session.path)
      await moveDurably(session.path, path)
    }
  } finally {
    await discard(session)
  }
}

export const discard = (session: UploadSession) => rm(session.path, { force: true })

/** Removes uploads that nobody has written to for `olderThanMs`, and drafts that a crash has left. */
export async function removeAbandoned(store: Store, olderThanMs: number, now = Date.now()) {
  const isAbandoned = async (path: string) => {
    const touched = await modifiedAt(path)
    return touched !== null && now - touched >= olderThanMs
  }
  for (const { name, own } of await listRepositoryFolders(store)) {
    const folder = uploadsFolder(store.layout, name)
    for (const id of own.includes('_uploads') ? await entriesOf(folder) : []) {
      await store.uploads.run(id, async () => {
        if (await isAbandoned(join(folder, id))) await rm(join(folder, id), { force: true })
      })
    }
  }
  for (const draft of await entriesOf(store.layout.temporary)) {
    const path = join(store.layout.temporary, draft)
    if (await isAbandoned(path)) await rm(path, { force: true })
  }
}

async function modifiedAt(path: string): Promise<number | null> {
  try {
    return (await stat(path)).mtimeMs
  } catch (e) {
    if (isMissing(e)) return null
    throw e
  }
}
