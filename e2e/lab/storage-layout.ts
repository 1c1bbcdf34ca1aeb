import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Blob, Built } from './images.ts'
import { buildTagSeries, type TagSeriesOptions } from './tag-series.ts'

export interface StorageWriter {
  /** A blob as this repository has it. */
  writeBlob(repository: string, blob: Pick<Blob, 'digest' | 'bytes'>): void
  /** A manifest with its blobs and its children, as this repository has them. */
  writeManifest(repository: string, built: Built): void
  writeTag(repository: string, name: string, digest: string): void
}

/** Writes each path once, with the folders that it needs: blobs are shared by images. */
export function writeOnce(): (path: string, content: Buffer | string) => void {
  const written = new Set<string>()
  return (path, content) => {
    if (written.has(path)) return
    written.add(path)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, content)
  }
}

const hexOf = (digest: string) => digest.slice('sha256:'.length)

/**
 * Writes the files that CNCF Distribution (2.8 and 3) would have written into its `dir`, thousands of tags a second: its
 * own pushes sync every blob to disk. The registry may be running.
 */
export function writeStorage(dir: string): StorageWriter {
  const root = join(dir, 'docker/registry/v2')
  const write = writeOnce()
  const writeData = (digest: string, bytes: Buffer) =>
    write(join(root, 'blobs/sha256', hexOf(digest).slice(0, 2), hexOf(digest), 'data'), bytes)
  const homeOf = (repository: string) => join(root, 'repositories', repository)
  const writeBlob = (repository: string, { digest, bytes }: Pick<Blob, 'digest' | 'bytes'>) => {
    writeData(digest, bytes)
    write(join(homeOf(repository), '_layers/sha256', hexOf(digest), 'link'), digest)
  }

  const writeManifest = (repository: string, built: Built) => {
    const home = homeOf(repository)
    for (const blob of built.blobs) writeBlob(repository, blob)
    for (const child of built.children) writeManifest(repository, child)
    writeData(built.digest, built.bytes)
    write(join(home, '_manifests/revisions/sha256', hexOf(built.digest), 'link'), built.digest)
  }
  const writeTag = (repository: string, name: string, digest: string) => {
    const tag = join(homeOf(repository), '_manifests/tags', name)
    write(join(tag, 'current/link'), digest)
    write(join(tag, 'index/sha256', hexOf(digest), 'link'), digest)
  }
  return { writeBlob, writeManifest, writeTag }
}

/** As `pushTags`, but writes into the `dir` of a registry. */
export function writeTags(
  dir: string,
  repository: string,
  count: number,
  options: TagSeriesOptions = {},
): Built[] {
  const { images, tags } = buildTagSeries(count, options)
  const storage = writeStorage(dir)
  for (const image of images) storage.writeManifest(repository, image)
  for (const { name, image } of tags) storage.writeTag(repository, name, image.digest)
  return images
}
