import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { flushFile, isMissing, moveDurably } from './durable.ts'
import type { ParsedDigest } from './grammar.ts'
import { blobPath } from './layout.ts'
import { OciHttpError } from './oci-error.ts'
import { entriesOf, fileSize, type Store } from './store.ts'

/** A blob on its way in. It lies on disk alone, so that it survives a restart and costs no memory. */
export interface UploadSession {
  readonly id: string
  readonly repository: string
  readonly folder: string
  readonly dataPath: string
}

const idPattern = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

const sessionOf = (store: Store, id: string, repository: string): UploadSession => {
  const folder = join(store.layout.uploads, id)
  return { id, repository, folder, dataPath: join(folder, 'data') }
}

export async function createSession(store: Store, repository: string): Promise<UploadSession> {
  const session = sessionOf(store, randomUUID(), repository)
  await mkdir(session.folder)
  await writeFile(join(session.folder, 'repository'), repository)
  await writeFile(session.dataPath, '')
  return session
}

/** Throws 404 BLOB_UPLOAD_UNKNOWN for an unknown id and for one of another repository. */
export async function findSession(store: Store, repository: string, id: string): Promise<UploadSession> {
  const session = sessionOf(store, id, repository)
  const owner = idPattern.test(id) ? await readText(join(session.folder, 'repository')) : null
  if (owner !== repository) {
    throw new OciHttpError(404, 'BLOB_UPLOAD_UNKNOWN', 'There is no such upload in this repository.')
  }
  return session
}

export const receivedBytes = async (session: UploadSession) => (await fileSize(session.dataPath)) ?? 0

/**
 * Appends what the stream carries. With `exactly`, the session is put back to where it was when another number of
 * bytes came, and 400 SIZE_INVALID is thrown. What came before a broken connection stays, for the client to resume.
 */
export async function append(session: UploadSession, body: Readable, exactly: number | null) {
  const before = await receivedBytes(session)
  await pipeline(body, createWriteStream(session.dataPath, { flags: 'a' }))
  const received = (await receivedBytes(session)) - before
  if (exactly !== null && received !== exactly) {
    await truncate(session.dataPath, before)
    throw new OciHttpError(400, 'SIZE_INVALID', 'The chunk is not as long as its Content-Range says.')
  }
}

/** Hashes what lies on disk, not what passed by, and makes it a blob of the repository. The session is over either way. */
export async function commit(store: Store, session: UploadSession, digest: ParsedDigest) {
  try {
    const hash = createHash(digest.algorithm)
    await pipeline(createReadStream(session.dataPath), hash)
    if (hash.digest('hex') !== digest.hex) {
      throw new OciHttpError(400, 'DIGEST_INVALID', 'The uploaded bytes have another digest.')
    }
    const path = blobPath(store.layout, session.repository, digest)
    // What is there already may share its file with other repositories.
    if ((await fileSize(path)) === null) {
      await flushFile(session.dataPath)
      await moveDurably(session.dataPath, path)
    }
  } finally {
    await discard(session)
  }
}

export const discard = (session: UploadSession) => rm(session.folder, { recursive: true, force: true })

/** Removes uploads that nobody has written to for `olderThanMs`, and drafts that a crash has left. */
export async function removeAbandoned(store: Store, olderThanMs: number, now = Date.now()) {
  const { uploads, temporary } = store.layout
  for (const id of await entriesOf(uploads)) {
    await store.uploads.run(id, async () => {
      const touched = (await modifiedAt(join(uploads, id, 'data'))) ?? (await modifiedAt(join(uploads, id)))
      if (touched === null || now - touched < olderThanMs) return
      await rm(join(uploads, id), { recursive: true, force: true })
    })
  }
  for (const draft of await entriesOf(temporary)) {
    const touched = await modifiedAt(join(temporary, draft))
    if (touched !== null && now - touched >= olderThanMs) await rm(join(temporary, draft), { force: true })
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

async function readText(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8')
  } catch (e) {
    if (isMissing(e)) return null
    throw e
  }
}
