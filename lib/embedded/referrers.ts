import { formatDigest, type ParsedDigest } from '#lib/registry/digest.ts'
import { mediaTypes } from '#lib/registry/media-types.ts'
import { type Exchange, sendJson } from './exchange.ts'
import { referrerOfFile, referrersFolder } from './layout.ts'
import { parseManifest } from './manifest-document.ts'
import { readManifest } from './manifest-store.ts'
import { entriesOf, type Store } from './store.ts'

/** `GET /v2/<name>/referrers/<digest>` (end-12). Never 404: a subject, like its repository, may still be to come. */
export async function getReferrers(exchange: Exchange, repository: string, subject: ParsedDigest) {
  const artifactType = exchange.query.get('artifactType')
  const all = await listReferrers(exchange.store, repository, subject)
  const manifests = artifactType === null ? all : all.filter((d) => d.artifactType === artifactType)
  sendJson(
    exchange,
    200,
    { schemaVersion: 2, mediaType: mediaTypes.ociIndex, manifests },
    {
      'Content-Type': mediaTypes.ociIndex,
      ...(artifactType === null ? {} : { 'OCI-Filters-Applied': 'artifactType' }),
    },
  )
}

async function listReferrers(store: Store, repository: string, subject: ParsedDigest) {
  const descriptors = []
  for (const file of (await entriesOf(referrersFolder(store.layout, repository, subject))).sort()) {
    const digest = referrerOfFile(file)
    const manifest = digest === null ? null : await readManifest(store, repository, digest)
    if (digest === null || manifest === null) continue
    const { artifactType, annotations } = parseManifest(manifest.bytes, manifest.mediaType)
    descriptors.push({
      mediaType: manifest.mediaType,
      digest: formatDigest(digest),
      size: manifest.bytes.length,
      ...(artifactType === null ? {} : { artifactType }),
      ...(annotations === null ? {} : { annotations }),
    })
  }
  return descriptors
}
