import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type ParsedDigest, parseDigest } from '#lib/registry/digest.ts'
import { isTag } from '#lib/registry/reference.ts'
import { isMissing, removeDurably, writeDurably } from './durable.ts'
import { type Exchange, sendJson } from './exchange.ts'
import { tagOfFile, tagPath, tagsFolder } from './layout.ts'
import { unknownRepository } from './oci-error.ts'
import { pageOf } from './paging.ts'
import { byCodeUnit, entriesOf, repositoryExists, type Store } from './store.ts'

/** null where there is no such tag. */
export async function readTag(store: Store, repository: string, tag: string): Promise<ParsedDigest | null> {
  try {
    return parseDigest(await readFile(tagPath(store.layout, repository, tag), 'utf8'))
  } catch (e) {
    if (isMissing(e)) return null
    throw e
  }
}

export const writeTag = (store: Store, repository: string, tag: string, digest: string) =>
  writeDurably(tagPath(store.layout, repository, tag), digest, store.layout.temporary)

/** Removes this tag alone; false where it was not there. */
export const removeTag = (store: Store, repository: string, tag: string) =>
  removeDurably(tagPath(store.layout, repository, tag))

/** The specification's order: "lexical order (i.e. case-insensitive alphanumeric order)". */
export async function listTags(store: Store, repository: string): Promise<string[]> {
  const root = tagsFolder(store.layout, repository)
  const tags: string[] = []
  for (const folder of await entriesOf(root)) {
    for (const file of await entriesOf(join(root, folder))) {
      const tag = tagOfFile(folder, file)
      if (tag !== null && isTag(tag)) tags.push(tag)
    }
  }
  return tags.sort(byTag)
}

const byTag = (a: string, b: string) => byCodeUnit(a.toLowerCase(), b.toLowerCase()) || byCodeUnit(a, b)

/** `GET /v2/<name>/tags/list` (end-8a, end-8b). */
export async function getTags(exchange: Exchange, repository: string) {
  const tags = await listTags(exchange.store, repository)
  if (tags.length === 0 && !(await repositoryExists(exchange.store, repository))) throw unknownRepository()
  const page = pageOf(tags, exchange.query, `/v2/${repository}/tags/list`, byTag)
  sendJson(
    exchange,
    200,
    { name: repository, tags: page.items },
    page.link === null ? {} : { Link: page.link },
  )
}
