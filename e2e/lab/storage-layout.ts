import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Built } from './images.ts'
import { buildTagSeries, type TagSeriesOptions } from './tag-series.ts'

/**
 * As `pushTags`, but writes the files that CNCF Distribution (2.8 and 3) would have written into its `dir`, thousands
 * of tags a second: its own pushes sync every blob to disk. The registry may be running.
 */
export function writeTags(
  dir: string,
  repository: string,
  count: number,
  options: TagSeriesOptions = {},
): Built[] {
  const { images, tags } = buildTagSeries(count, options)
  const root = join(dir, 'docker/registry/v2')
  const home = join(root, 'repositories', repository)
  const written = new Set<string>()
  const write = (path: string, content: Buffer | string) => {
    if (written.has(path)) return
    written.add(path)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, content)
  }
  const writeBlob = (digest: string, bytes: Buffer) => {
    const hex = digest.slice('sha256:'.length)
    write(join(root, 'blobs/sha256', hex.slice(0, 2), hex, 'data'), bytes)
    return hex
  }
  for (const image of images) {
    for (const blob of image.blobs) {
      write(join(home, '_layers/sha256', writeBlob(blob.digest, blob.bytes), 'link'), blob.digest)
    }
    write(
      join(home, '_manifests/revisions/sha256', writeBlob(image.digest, image.bytes), 'link'),
      image.digest,
    )
  }
  for (const { name, image } of tags) {
    const tag = join(home, '_manifests/tags', name)
    write(join(tag, 'current/link'), image.digest)
    write(join(tag, 'index/sha256', image.digest.slice('sha256:'.length), 'link'), image.digest)
  }
  return images
}
