import { formatDigest, type ParsedDigest } from '#lib/registry/digest.ts'
import { mediaTypes } from '#lib/registry/media-types.ts'
import { type Exchange, sendJson } from './exchange.ts'
import { referrerOfFile, referrersFolder } from './layout.ts'
import { parseManifest } from './manifest-document.ts'
import { readManifest } from './manifest-store.ts'
import { pageOf } from './paging.ts'
import { byCodeUnit, entriesOf, type Store } from './store.ts'

/** Keeps an answer well under the 4 MiB that clients take. */
const pageSize = 500

/** `GET /v2/<name>/referrers/<digest>` (end-12). Never 404: a subject, like its repository, may still be to come. */
export async function getReferrers(exchange: Exchange, repository: string, subject: ParsedDigest) {
  const { query } = exchange
  const artifactType = query.get('artifactType')
  const all = await listReferrers(exchange.store, repository, subject)
  const wanted = new Map(
    all.filter((d) => artifactType === null || d.artifactType === artifactType).map((d) => [d.digest, d]),
  )
  const path = `/v2/${repository}/referrers/${formatDigest(subject)}`
  const page = pageOf([...wanted.keys()], query, path, byCodeUnit, pageSize)
  const manifests = page.items.map((digest) => wanted.get(digest))
  sendJson(
    exchange,
    200,
    { schemaVersion: 2, mediaType: mediaTypes.ociIndex, manifests },
    {
      'Content-Type': mediaTypes.ociIndex,
      ...(artifactType === null ? {} : { 'OCI-Filters-Applied': 'artifactType' }),
      ...(page.link === null ? {} : { Link: page.link }),
    },
  )
}

/** By digest in order. */
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
