export const mediaTypes = {
  ociIndex: 'application/vnd.oci.image.index.v1+json',
  ociManifest: 'application/vnd.oci.image.manifest.v1+json',
  ociConfig: 'application/vnd.oci.image.config.v1+json',
  ociEmpty: 'application/vnd.oci.empty.v1+json',
  dockerList: 'application/vnd.docker.distribution.manifest.list.v2+json',
  dockerManifest: 'application/vnd.docker.distribution.manifest.v2+json',
  dockerConfig: 'application/vnd.docker.container.image.v1+json',
  dockerSchema1: 'application/vnd.docker.distribution.manifest.v1+json',
  dockerSchema1Signed: 'application/vnd.docker.distribution.manifest.v1+prettyjws',
  helmConfig: 'application/vnd.cncf.helm.config.v1+json',
} as const

/** Every type is named, or an index silently turns into one platform, or an image into schema 1. Schema 1 stands last. */
export const manifestAccept = [
  mediaTypes.ociIndex,
  mediaTypes.ociManifest,
  mediaTypes.dockerList,
  mediaTypes.dockerManifest,
  `${mediaTypes.dockerSchema1Signed};q=0.2`,
  `${mediaTypes.dockerSchema1};q=0.1`,
].join(', ')

export const isIndexType = (t: string) => t === mediaTypes.ociIndex || t === mediaTypes.dockerList
export const isImageType = (t: string) => t === mediaTypes.ociManifest || t === mediaTypes.dockerManifest
export const isSchema1Type = (t: string) =>
  t === mediaTypes.dockerSchema1 || t === mediaTypes.dockerSchema1Signed
export const isImageConfigType = (t: string) => t === mediaTypes.ociConfig || t === mediaTypes.dockerConfig
