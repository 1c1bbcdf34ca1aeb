import { mediaTypes } from '#lib/registry/media-types.ts'

export const placeholderConfig = {
  mediaType: mediaTypes.ociConfig,
  bytes: new TextEncoder().encode('{}'),
} as const

/**
 * A manifest that nothing else can have: no layers, the config `{}`, and a nonce that makes its digest unique, so that
 * deleting the digest removes the one tag that it was pushed to. The config has the image type because registries of
 * 2019 refuse others.
 */
export function placeholderManifest(
  configDigest: string,
  nonce: string,
): { mediaType: string; bytes: Uint8Array } {
  const manifest = {
    schemaVersion: 2,
    mediaType: mediaTypes.ociManifest,
    config: {
      mediaType: placeholderConfig.mediaType,
      digest: configDigest,
      size: placeholderConfig.bytes.length,
    },
    layers: [],
    annotations: { 'io.portolan.placeholder': nonce },
  }
  return { mediaType: mediaTypes.ociManifest, bytes: new TextEncoder().encode(JSON.stringify(manifest)) }
}
