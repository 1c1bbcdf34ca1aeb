import { eq } from 'drizzle-orm'
import pLimit from 'p-limit'
import { isRegistryError, RegistryError } from '#lib/registry/error.ts'
import { type ImageConfig, parseImageConfig } from '#lib/registry/image-config.ts'
import { type ParsedManifest, parseManifest } from '#lib/registry/manifest.ts'
import { isImageConfigType } from '#lib/registry/media-types.ts'
import type { RawManifest } from '#lib/registry/types.ts'
import { configs, manifests } from '../store/schema.ts'
import { type ChildFacts, deriveFacts } from './derive-facts.ts'
import { isMember, recordMembership } from './membership.ts'
import { flightKey, type Place } from './place.ts'
import { childFactsOf, saveManifest } from './save-manifest.ts'

/** A config is a document of some kilobytes; what is larger is not read for the sake of a list. */
const maxConfigBytes = 4 * 1024 * 1024
/** An index may hold indexes; nobody nests them deeper, unless to keep us busy. */
const maxDepth = 3
const maxChildren = 500
const childrenAtOnce = 6

export interface LearnOptions {
  /** The manifest itself, where it was read already. */
  readonly raw?: RawManifest | undefined
  /** The registry just said that this repository has the digest. */
  readonly isConfirmed?: boolean
  readonly depth?: number
}

/**
 * Makes the index know a manifest with all that lists show of it: reads what is not known yet (the manifest, its config,
 * the children of an index) and keeps it for ever. Throws `RegistryError` where the registry does not have the digest, or
 * fails; then nothing half-known is kept.
 */
export function learnManifest(place: Place, digest: string, options: LearnOptions = {}): Promise<void> {
  const { raw: given, isConfirmed = given !== undefined, depth = 0 } = options
  return place.runtime.flights.run(flightKey('manifest', place, digest), async () => {
    const known = await findManifest(place, digest)
    if (known?.isComplete) {
      if (!isConfirmed && (await isMember(place, digest))) return
      return isConfirmed ? recordMembership(place, digest, true) : confirmMembership(place, digest)
    }
    // A fact is shared by all registries, but that this repository has it only its registry can say.
    if (known && !isConfirmed) await confirmMembership(place, digest)
    const raw = given ?? known ?? (await place.registry.client.getManifest(place.repository, digest))
    const parsed = parseManifest(raw.bytes, raw.mediaType)
    assertShape(place, raw, parsed)
    const config = parsed.shape === 'image' ? await readConfig(place, parsed) : null
    const children =
      parsed.shape === 'index' && depth < maxDepth ? await learnChildren(place, parsed, depth) : new Map()
    await saveManifest(
      place,
      raw,
      parsed,
      config?.raw ?? null,
      deriveFacts(parsed, config?.parsed ?? null, children),
    )
    await recordMembership(place, digest, true)
  })
}

/**
 * A fact is shared by all registries, and its Content-Type is the word of one: one that makes something else of the same
 * bytes (CVE-2021-41190) must not become what all are shown for ever.
 */
function assertShape({ registry }: Place, { bytes }: RawManifest, { shape }: ParsedManifest): void {
  if (shape === parseManifest(bytes, '').shape) return
  const detail = 'The registry serves the manifest as something that it is not.'
  throw new RegistryError({ code: 'invalid_response', registry: registry.settings.id, detail })
}

async function findManifest(
  { runtime }: Place,
  digest: string,
): Promise<(RawManifest & { isComplete: boolean }) | null> {
  const [row] = await runtime.store.db.select().from(manifests).where(eq(manifests.digest, digest))
  return row ? { digest, mediaType: row.mediaType, bytes: row.bytes, isComplete: row.isComplete } : null
}

/** Asks the registry whether the repository has a digest, and keeps the answer. Throws `RegistryError` where it has not. */
export async function confirmMembership(place: Place, digest: string): Promise<void> {
  await place.registry.client.headManifest(place.repository, digest)
  await recordMembership(place, digest, true)
}

interface KnownConfig {
  readonly raw: { readonly digest: string; readonly bytes: Buffer }
  readonly parsed: ImageConfig | null
}

/** null for an artifact's config, which can be anything at all, and for one that is missing or too large to be one. */
async function readConfig(
  { runtime, registry, repository }: Place,
  { config }: Extract<ParsedManifest, { shape: 'image' }>,
): Promise<KnownConfig | null> {
  if (!isImageConfigType(config.mediaType) || config.size > maxConfigBytes) return null
  const [row] = await runtime.store.db.select().from(configs).where(eq(configs.digest, config.digest))
  try {
    const bytes =
      row?.bytes ?? (await registry.client.readBlob(repository, config.digest, { maxBytes: maxConfigBytes }))
    return { raw: { digest: config.digest, bytes }, parsed: parseImageConfig(bytes) }
  } catch (error) {
    if (isRegistryError(error) && (error.code === 'not_found' || error.code === 'too_large')) return null
    throw error
  }
}

const isOutage = ({ code, isTemporary }: RegistryError) =>
  isTemporary || code === 'aborted' || code === 'unauthorized'

async function learnChildren(
  place: Place,
  { manifests: descriptors }: Extract<ParsedManifest, { shape: 'index' }>,
  depth: number,
): Promise<Map<string, ChildFacts>> {
  const limit = pLimit(childrenAtOnce)
  const digests = [...new Set(descriptors.map((d) => d.digest))].slice(0, maxChildren)
  await Promise.all(
    digests.map((digest) =>
      limit(async () => {
        try {
          await learnManifest(place, digest, { depth: depth + 1 })
        } catch (error) {
          // One missing or unreadable child must not break the rest; an outage must not be kept as a fact.
          if (!isRegistryError(error) || isOutage(error)) throw error
          if (error.code === 'not_found') await recordMembership(place, digest, false)
        }
      }),
    ),
  )
  return childFactsOf(place, digests)
}
