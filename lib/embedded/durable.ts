import { randomUUID } from 'node:crypto'
import { constants } from 'node:fs'
import { copyFile, link, mkdir, open, rename, rm, unlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/**
 * Files appear whole or not at all, also when the machine loses power: written beside, flushed, then renamed, then
 * the folder flushed (rename(2), fsync(2)).
 */
export async function writeDurably(path: string, bytes: Uint8Array | string, temporary: string) {
  const draft = join(temporary, randomUUID())
  try {
    const file = await open(draft, 'wx')
    try {
      await file.writeFile(bytes)
      await file.sync()
    } finally {
      await file.close()
    }
    await moveDurably(draft, path)
  } catch (e) {
    await rm(draft, { force: true })
    throw e
  }
}

/** `source` must have been flushed and lie on the same file system. Replaces what is at `path`. */
export async function moveDurably(source: string, path: string) {
  await inFolderOf(path, () => rename(source, path))
  await flushFolder(dirname(path))
}

/** Makes `path` another name of `source`, or a copy of it where the file system has no hard links (or no more of them). */
export async function linkDurably(source: string, path: string, temporary: string) {
  await makeFolder(dirname(path))
  try {
    await link(source, path)
  } catch (e) {
    if (hasErrno(e, 'EEXIST')) return
    if (hasErrno(e, 'ENOENT')) throw e
    const draft = join(temporary, randomUUID())
    await copyFile(source, draft, constants.COPYFILE_FICLONE)
    await flushFile(draft)
    await rename(draft, path)
  }
  await flushFolder(dirname(path))
}

/** Does `work`, and where the folder of `path` turns out to be missing, once more with it. */
export async function inFolderOf<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (e) {
    if (!hasErrno(e, 'ENOENT')) throw e
    await makeFolder(dirname(path))
    return work()
  }
}

/** A new folder is an entry of its parent, and so is lost with power unless that is flushed too. */
async function makeFolder(path: string) {
  const highest = await mkdir(path, { recursive: true })
  if (highest === undefined) return
  for (let folder = path; folder.length >= highest.length; folder = dirname(folder))
    await flushFolder(dirname(folder))
}

/** Whether there was something to remove. */
export async function removeDurably(path: string): Promise<boolean> {
  try {
    await unlink(path)
  } catch (e) {
    if (isMissing(e)) return false
    throw e
  }
  await flushFolder(dirname(path))
  return true
}

export async function flushFile(path: string) {
  const file = await open(path, 'r+')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}

async function flushFolder(path: string) {
  // Windows cannot open a folder; NTFS journals the rename by itself.
  if (process.platform === 'win32') return
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

const hasErrno = (e: unknown, code: string) => e instanceof Error && 'code' in e && e.code === code

/** ENOTDIR: a parent of the path is a file; what was asked for is then just as missing. */
export const isMissing = (e: unknown) => hasErrno(e, 'ENOENT') || hasErrno(e, 'ENOTDIR')
