import { z } from 'zod'
import { BaseClaim, BaseImage } from './base-images.ts'
import { Bytes, Digest, Freshness, Reference, RepositoryParams, Time } from './common.ts'
import { defineEndpoint } from './endpoint.ts'
import { CreatedSource, Kind, Platform } from './tags.ts'

const ManifestParams = RepositoryParams.extend({ reference: Reference })
const Texts = z.record(z.string(), z.string())

export const Layer = z.object({
  digest: Digest,
  mediaType: z.string(),
  size: Bytes.nullable(),
  annotations: Texts,
  /** Foreign layers: where else their bytes are. Shown, never followed. */
  urls: z.array(z.string()),
})
export type Layer = z.infer<typeof Layer>

export const HistoryStep = z.object({
  createdAt: Time.nullable(),
  createdBy: z.string().nullable(),
  comment: z.string().nullable(),
  author: z.string().nullable(),
  /** Set when the step made no layer. */
  emptyLayer: z.boolean(),
  /** Position in `layers`; null for empty steps, and where history and layers do not match up. */
  layerIndex: z.number().int().nullable(),
})
export type HistoryStep = z.infer<typeof HistoryStep>

export const Config = z.object({
  digest: Digest,
  mediaType: z.string(),
  size: Bytes.nullable(),
  createdAt: Time.nullable(),
  author: z.string().nullable(),
  platform: Platform.nullable(),
  user: z.string().nullable(),
  workingDir: z.string().nullable(),
  entrypoint: z.array(z.string()),
  cmd: z.array(z.string()),
  env: z.array(z.object({ name: z.string(), value: z.string() })),
  labels: Texts,
  ports: z.array(z.string()),
  volumes: z.array(z.string()),
  stopSignal: z.string().nullable(),
  healthcheck: z.array(z.string()),
  /** Why the config could not be read as an image config (an artifact's is anything at all). */
  problem: z.object({ code: z.string(), detail: z.string() }).nullable(),
})
export type Config = z.infer<typeof Config>

export const Referrer = z.object({
  digest: Digest,
  mediaType: z.string(),
  artifactType: z.string().nullable(),
  kind: Kind,
  size: Bytes.nullable(),
  annotations: Texts,
  /** Where it was found: the referrers API, the `sha256-…` tag, cosign's old tags, or inside the index (BuildKit). */
  source: z.enum(['api', 'tag', 'cosign', 'index']),
})
export type Referrer = z.infer<typeof Referrer>

/** A child of an index. */
export const Child = z.object({
  digest: Digest,
  mediaType: z.string(),
  artifactType: z.string().nullable(),
  kind: Kind,
  /** null for an artifact without a platform. */
  platform: Platform.nullable(),
  /** Config plus distinct layers; null while unknown. */
  size: Bytes.nullable(),
  annotations: Texts,
  /** `missing`: the registry does not have it. */
  state: z.enum(['ok', 'missing', 'unknown']),
  /** BuildKit attestations (`unknown/unknown` children) that name this child as their subject. */
  attestations: z.array(Referrer),
})
export type Child = z.infer<typeof Child>

export const PullCommand = z.object({
  tool: z.enum(['docker', 'podman', 'nerdctl', 'skopeo', 'crane', 'helm', 'oras']),
  byTag: z.string().nullable(),
  byDigest: z.string(),
})
export type PullCommand = z.infer<typeof PullCommand>

export const Manifest = z.object({
  registry: z.string(),
  repository: z.string(),
  /** What was asked for. */
  reference: z.string(),
  tag: z.string().nullable(),
  digest: Digest,
  mediaType: z.string(),
  kind: Kind,
  artifactType: z.string().nullable(),
  /** Bytes of the manifest document itself. */
  manifestSize: Bytes,
  /** Config plus distinct layers, for an index over all its children. */
  size: Bytes.nullable(),
  /** Of its size: what nothing else in the repository holds, not even another tag on the same digest; null while unknown. */
  uniqueSize: Bytes.nullable(),
  sharedSize: Bytes.nullable(),
  /** Of that: what no other repository of the registry holds. */
  uniqueInRegistry: Bytes.nullable(),
  /** Tags of the repository of which nothing is known yet; until then what is unique is not. */
  unknownTags: z.number().int().nonnegative(),
  createdAt: Time.nullable(),
  createdSource: CreatedSource.nullable(),
  platforms: z.array(Platform),
  /** Other tags of this repository known to be on this digest. */
  siblings: z.array(z.string()),
  siblingsComplete: z.boolean(),
  annotations: Texts,
  subject: z.object({ digest: Digest, mediaType: z.string() }).nullable(),
  /** Of an index, without the attestations that belong to one of them. */
  children: z.array(Child),
  config: Config.nullable(),
  layers: z.array(Layer),
  history: z.array(HistoryStep),
  /** null for an index, and where nothing with a tag has its lowest layers. */
  base: BaseImage.nullable(),
  baseClaim: BaseClaim.nullable(),
  /** How many images here are built on it; for an index, on an image in it. */
  builtOnThis: z.object({ count: z.number().int().nonnegative(), isAtLeast: z.boolean() }),
  pull: z.array(PullCommand),
  freshness: Freshness,
})
export type Manifest = z.infer<typeof Manifest>

export const getManifest = defineEndpoint({
  id: 'getManifest',
  method: 'GET',
  path: '/registries/{registry}/repositories/{repository}/manifests/{reference}',
  summary: 'The manifest explained: platforms, layers, config, history, annotations',
  can: 'read',
  params: ManifestParams,
  response: Manifest,
})

export const getRawManifest = defineEndpoint({
  id: 'getRawManifest',
  method: 'GET',
  path: '/registries/{registry}/repositories/{repository}/manifests/{reference}/raw',
  summary: "The registry's exact bytes, with Docker-Content-Digest and the manifest's own media type",
  can: 'read',
  params: ManifestParams,
  response: z.unknown(),
  produces: 'bytes',
})

export const listReferrers = defineEndpoint({
  id: 'listReferrers',
  method: 'GET',
  path: '/registries/{registry}/repositories/{repository}/referrers/{digest}',
  summary: 'What refers to this digest: signatures, attestations, SBOMs and other artifacts',
  can: 'read',
  params: RepositoryParams.extend({ digest: Digest }),
  response: z.object({
    items: z.array(Referrer),
    nextCursor: z.null(),
    total: z.number().int().nonnegative(),
    freshness: Freshness,
  }),
})

export const getBlob = defineEndpoint({
  id: 'getBlob',
  method: 'GET',
  path: '/registries/{registry}/repositories/{repository}/blobs/{digest}',
  summary: 'The bytes of a blob, streamed as an attachment; Range is honoured',
  can: 'read',
  params: RepositoryParams.extend({ digest: Digest }),
  headers: { range: { required: false, description: 'bytes=first-last' } },
  response: z.unknown(),
  produces: 'bytes',
})
