import type { compareImages as endpoint, ImageAddress } from '#lib/api/compare-images.ts'
import type { QueryOf, ResponseOf } from '#lib/api/endpoint.ts'
import type { Manifest } from '#lib/api/manifests.ts'
import { align } from '#lib/engines/compare/align.ts'
import { compareLayers } from '#lib/engines/compare/layers.ts'
import { compareSets, compareValues } from '#lib/engines/compare/named-values.ts'
import { platformKey, platformKeyOf } from '#lib/engines/compare/platform-key.ts'
import { type PlatformImage, platformRows } from '#lib/engines/compare/tag-matrix.ts'
import { settingsOf } from '../compare/config-settings.ts'
import type { Context } from '../context.ts'
import { ApiError } from '../problem.ts'
import { getManifest } from './get-manifest.ts'

type Answer = ResponseOf<typeof endpoint>

interface Side {
  readonly whole: Manifest
  /** The image that is compared; null where it has none for the platform. */
  readonly image: Manifest | null
}

/** Two images of any registries beside each other, platform by platform. */
export async function compareImages(context: Context, query: QueryOf<typeof endpoint>): Promise<Answer> {
  const [left, right] = await Promise.all(
    [query.left, query.right].map((address) => getManifest(context, address)),
  )
  if (!left || !right) throw new Error('two images were asked for')
  const platforms = platformRows([imagesOf(left), imagesOf(right)])
  const platform = choose(platforms, query.platform)
  const place = platforms.find(({ key }) => key === platform)
  const [ofLeft, ofRight] = await Promise.all([
    openSide(context, left, query.left, place?.digests[0]),
    openSide(context, right, query.right, place?.digests[1]),
  ])
  return {
    left: presentSide(ofLeft),
    right: presentSide(ofRight),
    platforms: platforms.map(({ key, state, digests: [l = null, r = null] }) => ({
      platform: key,
      state,
      left: l,
      right: r,
    })),
    platform,
    same: left.digest === right.digest,
    ...compareContents(ofLeft.image, ofRight.image),
  }
}

/** By platform; an image without one (an artifact) is compared as it is, under no name. */
function imagesOf({ kind, digest, children, platforms }: Manifest): PlatformImage[] {
  if (kind !== 'index') return [{ key: platforms[0] ? platformKey(platforms[0]) : '', digest }]
  return children
    .filter((child) => child.kind !== 'attestation')
    .map((child) => ({
      key: child.platform ? platformKey(child.platform) : (child.artifactType ?? ''),
      digest: child.digest,
    }))
}

/** Throws `invalid_request` for a platform that neither has. */
function choose(platforms: ReturnType<typeof platformRows>, wanted: string | undefined): string | null {
  if (wanted === undefined) return platforms.find(({ state }) => state !== 'missing')?.key ?? null
  const key = platformKeyOf(wanted) ?? wanted
  if (platforms.some((platform) => platform.key === key)) return key
  throw new ApiError('invalid_request', `Neither image is for the platform “${wanted}”.`, {
    issues: [{ path: 'query.platform', message: 'is a platform of neither image' }],
  })
}

async function openSide(
  context: Context,
  whole: Manifest,
  address: ImageAddress,
  digest: string | null | undefined,
): Promise<Side> {
  if (!digest) return { whole, image: null }
  if (digest === whole.digest) return { whole, image: whole }
  return { whole, image: await getManifest(context, { ...address, reference: digest }) }
}

const presentSide = ({ whole, image }: Side): Answer['left'] => ({
  registry: whole.registry,
  repository: whole.repository,
  tag: whole.tag,
  digest: whole.digest,
  kind: whole.kind,
  mediaType: whole.mediaType,
  imageDigest: image?.digest ?? null,
  size: image?.size ?? null,
  createdAt: image?.createdAt ?? null,
  platforms: whole.platforms,
  attestations: whole.children.find(({ digest }) => digest === image?.digest)?.attestations ?? [],
  freshness: whole.freshness,
})

function compareContents(left: Manifest | null, right: Manifest | null) {
  const layersOf = (image: Manifest | null) => image?.layers ?? []
  const entries = (texts: Readonly<Record<string, string>> | undefined) =>
    new Map(Object.entries(texts ?? {}))
  const env = (image: Manifest | null) =>
    new Map(image?.config?.env.map(({ name, value }) => [name, value]) ?? [])
  const sets = (of: 'ports' | 'volumes') => compareSets(left?.config?.[of] ?? [], right?.config?.[of] ?? [])
  return {
    config: {
      settings: compareValues(settingsOf(left?.config ?? null), settingsOf(right?.config ?? null)),
      env: compareValues(env(left), env(right)),
      labels: compareValues(entries(left?.config?.labels), entries(right?.config?.labels)),
      ports: sets('ports'),
      volumes: sets('volumes'),
    },
    annotations: compareValues(entries(left?.annotations), entries(right?.annotations)),
    history: alignHistory(left?.history ?? [], right?.history ?? []),
    layers: mutable(compareLayers(layersOf(left), layersOf(right))),
  }
}

function alignHistory(left: Manifest['history'], right: Manifest['history']): Answer['history'] {
  // Two steps are the same when they did the same; when, and by whom, is another matter.
  const texts = (steps: Manifest['history']) =>
    steps.map(({ createdBy, comment, emptyLayer }) => JSON.stringify([createdBy, comment, emptyLayer]))
  return align(texts(left), texts(right)).map((pair) => ({
    left: pair.left === null ? null : (left[pair.left] ?? null),
    right: pair.right === null ? null : (right[pair.right] ?? null),
  }))
}

const mutable = ({
  shared,
  added,
  removed,
  ...sums
}: ReturnType<typeof compareLayers<Manifest['layers'][0]>>) => ({
  shared: [...shared],
  added: [...added],
  removed: [...removed],
  ...sums,
})
