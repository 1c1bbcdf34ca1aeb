import type { ParamsOf } from '#lib/api/endpoint.ts'
import type { Child, getManifest as endpoint, Manifest, Referrer } from '#lib/api/manifests.ts'
import { attestedDigest, isAttestation, kindOfDescriptor } from '#lib/engines/manifest/kind.ts'
import { platformOf } from '#lib/engines/manifest/platform.ts'
import { pullCommands } from '#lib/engines/pull/pull-commands.ts'
import { parseImageConfig } from '#lib/registry/image-config.ts'
import { isImageConfigType } from '#lib/registry/media-types.ts'
import type { Descriptor } from '#lib/registry/types.ts'
import type { Context } from '../context.ts'
import { isEveryTagResolved, readChildren, readConfigBytes, readSiblings } from '../index/manifest-detail.ts'
import { publicHostOf } from '../registries/settings.ts'
import { type FoundManifest, findManifest } from './find-manifest.ts'
import { presentBase, presentSizes } from './present-base.ts'
import { presentConfig, presentHistory, presentSchema1 } from './present-config.ts'

/** A manifest explained: what it is made of, by which steps, for which platforms, and how to pull it. */
export async function getManifest(context: Context, params: ParamsOf<typeof endpoint>): Promise<Manifest> {
  const found = await findManifest(context, params)
  const { place, tag, row, parsed, freshness } = found
  const { settings } = place.registry
  const siblings = await readSiblings(place, row.digest, tag)
  return {
    registry: settings.id,
    repository: place.repository,
    reference: params.reference,
    tag,
    digest: row.digest,
    mediaType: row.mediaType,
    kind: row.kind,
    artifactType: row.artifactType,
    manifestSize: row.sizeBytes,
    size: row.totalSize,
    createdAt: row.createdAt?.toISOString() ?? null,
    createdSource: row.createdSource,
    platforms: row.platforms ?? [],
    ...(await presentSizes(found, siblings.length)),
    siblings,
    siblingsComplete: await isEveryTagResolved(place),
    annotations: row.annotations,
    subject: 'subject' in parsed && parsed.subject ? pick(parsed.subject) : null,
    children: await presentChildren(found),
    ...(await presentContent(found)),
    ...(await presentBase(found)),
    pull: pullCommands({
      host: publicHostOf(settings),
      repository: place.repository,
      tag,
      digest: row.digest,
      kind: row.kind === 'broken' ? 'unknown' : row.kind,
      // What is behind another public host is that host's matter; it is taken to speak TLS.
      isInsecure: settings.url.startsWith('http:') && publicHostOf(settings) === new URL(settings.url).host,
    }),
    freshness,
  }
}

const pick = ({ digest, mediaType }: Descriptor) => ({ digest, mediaType })

const presentLayer = ({ digest, mediaType, size, annotations, urls }: Descriptor) => ({
  digest,
  mediaType,
  size,
  annotations: annotations ?? {},
  urls: [...(urls ?? [])],
})

async function presentContent({
  place,
  parsed,
}: FoundManifest): Promise<Pick<Manifest, 'config' | 'layers' | 'history'>> {
  if (parsed.shape === 'schema1') return { config: null, ...presentSchema1(parsed) }
  if (parsed.shape !== 'image') return { config: null, layers: [], history: [] }
  const bytes = await readConfigBytes(place, parsed.config.digest)
  const image = bytes ? parseImageConfig(bytes) : null
  const isImage = isImageConfigType(parsed.config.mediaType)
  const problem =
    isImage && !image
      ? { code: 'blob_not_found', detail: 'The config of this image is missing or cannot be read.' }
      : null
  return {
    config: presentConfig(parsed.config, image, problem),
    layers: parsed.layers.map(presentLayer),
    history: presentHistory(image, parsed.layers.length),
  }
}

async function presentChildren({ place, row, parsed }: FoundManifest): Promise<Child[]> {
  if (parsed.shape !== 'index') return []
  const known = new Map((await readChildren(place, row.digest)).map((k) => [k.child.childDigest, k]))
  const digests = new Set(parsed.manifests.map((d) => d.digest))
  const isAttached = (d: Descriptor) => digests.has(attestedDigest(d) ?? '')
  const attestations = Map.groupBy(parsed.manifests, attestedDigest)
  return parsed.manifests
    .filter((d) => !isAttached(d))
    .map((descriptor) => {
      const { manifest, isPresent } = known.get(descriptor.digest) ?? { manifest: null, isPresent: null }
      return {
        digest: descriptor.digest,
        mediaType: descriptor.mediaType,
        artifactType: descriptor.artifactType ?? manifest?.artifactType ?? null,
        kind: isAttestation(descriptor) ? 'attestation' : (manifest?.kind ?? kindOfDescriptor(descriptor)),
        platform: platformOf(descriptor.platform) ?? manifest?.platforms?.[0] ?? null,
        size: manifest?.totalSize ?? null,
        annotations: { ...descriptor.annotations },
        state: isPresent === null ? 'unknown' : isPresent ? 'ok' : 'missing',
        attestations: (attestations.get(descriptor.digest) ?? []).map((d) =>
          presentAttestation(d, known.get(d.digest)?.manifest?.totalSize ?? null),
        ),
      }
    })
}

const presentAttestation = (descriptor: Descriptor, size: number | null): Referrer => ({
  digest: descriptor.digest,
  mediaType: descriptor.mediaType,
  artifactType: descriptor.artifactType ?? null,
  kind: 'attestation',
  size,
  annotations: { ...descriptor.annotations },
  source: 'index',
})
