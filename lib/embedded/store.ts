import { mkdir, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { isMissing } from './durable.ts'
import { type Layout, layoutOf, repositoryFolder } from './layout.ts'
import { createLocks, type Locks } from './locks.ts'

/** The folder of one registry. One process at a time may hold it: the locks are in memory. */
export interface Store {
  readonly layout: Layout
  /** By repository: whoever changes manifests, tags or blob links of it holds its lock. */
  readonly repositories: Locks
  /** By upload session. */
  readonly uploads: Locks
}

export async function openStore(dir: string): Promise<Store> {
  const layout = layoutOf(dir)
  for (const folder of [layout.repositories, layout.temporary]) {
    await mkdir(folder, { recursive: true })
  }
  return { layout, repositories: createLocks(), uploads: createLocks() }
}

const contentFolders = ['_manifests', '_blobs', '_tags']

/** A repository exists from its first content on, and goes on existing when all of it has been deleted. */
export async function repositoryExists(store: Store, repository: string): Promise<boolean> {
  const folder = repositoryFolder(store.layout, repository)
  for (const name of contentFolders) {
    if (await fileSize(join(/* turbopackIgnore: true */ folder, name)).then((size) => size !== null))
      return true
  }
  return false
}

/** Every repository, in order. */
export async function listRepositoryNames(store: Store): Promise<string[]> {
  const folders = await listRepositoryFolders(store)
  return folders.filter(({ own }) => own.some((c) => contentFolders.includes(c))).map(({ name }) => name)
}

/** Every folder that is or could become a repository, with the folders of its own that it has, by name in order. */
export async function listRepositoryFolders(store: Store) {
  const found: { name: string; own: readonly string[] }[] = []
  const walk = async (folder: string, name: string): Promise<void> => {
    const children = await entriesOf(folder)
    const own = children.filter((c) => c.startsWith('_'))
    if (own.length > 0) found.push({ name, own })
    for (const child of children) {
      if (!child.startsWith('_')) await walk(join(folder, child), name === '' ? child : `${name}/${child}`)
    }
  }
  await walk(store.layout.repositories, '')
  return found.sort((a, b) => byCodeUnit(a.name, b.name))
}

export const byCodeUnit = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** Nothing where there is no such folder. */
export async function entriesOf(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (e) {
    if (isMissing(e)) return []
    throw e
  }
}

/** Bytes; null where there is no such file. */
export async function fileSize(path: string): Promise<number | null> {
  try {
    return (await stat(path)).size
  } catch (e) {
    if (isMissing(e)) return null
    throw e
  }
}
