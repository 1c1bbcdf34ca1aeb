import { join } from 'node:path'
import { type ParsedDigest, parseDigest } from '#lib/registry/digest.ts'

/**
 * Where everything lies. A component of a repository name never begins with `_`, so that the folders below cannot
 * meet a repository of the same name.
 *
 *   repositories/<name>/_blobs/<algorithm>/<hex>                  content; one file shared by hard links
 *   repositories/<name>/_manifests/<algorithm>/<hex>              media type, line feed, the exact bytes
 *   repositories/<name>/_tags/<first>/_<rest>                     the digest
 *   repositories/<name>/_referrers/<algorithm>/<hex>/<algorithm>-<hex>   empty: subject ← referrer
 *   repositories/<name>/_uploads/<id>                             a blob on its way in
 *   temporary/                                                    drafts of small files
 */
export interface Layout {
  readonly repositories: string
  readonly temporary: string
}

export const layoutOf = (dir: string): Layout => ({
  repositories: join(dir, 'repositories'),
  temporary: join(dir, 'temporary'),
})

export const repositoryFolder = (layout: Layout, repository: string) =>
  join(layout.repositories, ...repository.split('/'))

export const blobPath = (layout: Layout, repository: string, digest: ParsedDigest) =>
  join(repositoryFolder(layout, repository), '_blobs', digest.algorithm, digest.hex)

export const manifestPath = (layout: Layout, repository: string, digest: ParsedDigest) =>
  join(repositoryFolder(layout, repository), '_manifests', digest.algorithm, digest.hex)

export const tagsFolder = (layout: Layout, repository: string) =>
  join(repositoryFolder(layout, repository), '_tags')

export const uploadsFolder = (layout: Layout, repository: string) =>
  join(repositoryFolder(layout, repository), '_uploads')

export const referrersFolder = (layout: Layout, repository: string, subject: ParsedDigest) =>
  join(repositoryFolder(layout, repository), '_referrers', subject.algorithm, subject.hex)

export const referrerPath = (
  layout: Layout,
  repository: string,
  subject: ParsedDigest,
  referrer: ParsedDigest,
) => join(referrersFolder(layout, repository, subject), `${referrer.algorithm}-${referrer.hex}`)

export function referrerOfFile(name: string): ParsedDigest | null {
  return parseDigest(name.replace('-', ':'))
}

/**
 * Some file systems take `Latest` and `latest` for one name, so capitals are written `!l`. The first character is a
 * folder of its own, because 128 capitals would be 256 bytes, one more than a file name may have.
 */
export function tagPath(layout: Layout, repository: string, tag: string) {
  return join(
    tagsFolder(layout, repository),
    escapeCapitals(tag.slice(0, 1)),
    `_${escapeCapitals(tag.slice(1))}`,
  )
}

export function tagOfFile(folder: string, file: string): string | null {
  const escaped = `${folder}${file.slice(1)}`
  const tag = escaped.replace(/!([a-z])/g, (_, letter: string) => letter.toUpperCase())
  return file.startsWith('_') && escapeCapitals(tag) === escaped ? tag : null
}

const escapeCapitals = (text: string) => text.replace(/[A-Z]/g, (letter) => `!${letter.toLowerCase()}`)
