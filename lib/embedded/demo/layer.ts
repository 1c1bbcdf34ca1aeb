import { packTar, type TarEntry } from 'modern-tar'
import { digestOf } from '#lib/registry/digest.ts'
import { type Content, compressGzip, compressZstd, content, noise } from './content.ts'

export type LayerFile =
  | {
      readonly kind: 'file'
      readonly path: string
      readonly body: string | Uint8Array
      readonly mode?: number
    }
  | { readonly kind: 'folder'; readonly path: string }
  | { readonly kind: 'symlink'; readonly path: string; readonly target: string }

export interface Layer extends Content {
  /** Digest of the tar before compression, as `rootfs.diff_ids` wants it. */
  readonly diffId: string
}

export const text = (path: string, body: string): LayerFile => ({ kind: 'file', path, body })
export const program = (path: string, length: number, seed = path): LayerFile => ({
  kind: 'file',
  path,
  body: noise(seed, length),
  mode: 0o755,
})
export const folder = (path: string): LayerFile => ({ kind: 'folder', path })
export const symlink = (path: string, target: string): LayerFile => ({ kind: 'symlink', path, target })

/** A whiteout: the file of a lower layer is gone (image-spec, "Whiteouts"). */
export const removed = (path: string): LayerFile => {
  const at = path.lastIndexOf('/') + 1
  return text(`${path.slice(0, at)}.wh.${path.slice(at)}`, '')
}

export const layerTypes = {
  ociGzip: 'application/vnd.oci.image.layer.v1.tar+gzip',
  ociZstd: 'application/vnd.oci.image.layer.v1.tar+zstd',
  dockerGzip: 'application/vnd.docker.image.rootfs.diff.tar.gzip',
} as const

export async function packLayer(
  files: readonly LayerFile[],
  mtime: Date,
  mediaType: string = layerTypes.ociGzip,
): Promise<Layer> {
  const tar = await pack(files, mtime)
  const packed = mediaType === layerTypes.ociZstd ? await compressZstd(tar) : await compressGzip(tar)
  return { ...content(mediaType, packed), diffId: digestOf(tar) }
}

/** The same bytes under another media type: OCI and Docker name one gzip layer differently. */
export const asType = (layer: Layer, mediaType: string): Layer => ({
  ...layer,
  descriptor: { ...layer.descriptor, mediaType },
})

/** An uncompressed tar. */
export const pack = (files: readonly LayerFile[], mtime: Date): Promise<Uint8Array> =>
  packTar(files.map((file) => entryOf(file, mtime)))

function entryOf(file: LayerFile, mtime: Date): TarEntry {
  const owner = { uid: 0, gid: 0, mtime }
  switch (file.kind) {
    case 'folder':
      return { header: { ...owner, name: `${file.path}/`, type: 'directory', size: 0, mode: 0o755 } }
    case 'symlink':
      return {
        header: { ...owner, name: file.path, type: 'symlink', size: 0, linkname: file.target, mode: 0o777 },
      }
    case 'file': {
      const body = typeof file.body === 'string' ? Buffer.from(file.body) : file.body
      return { header: { ...owner, name: file.path, size: body.length, mode: file.mode ?? 0o644 }, body }
    }
  }
}
