import { sql } from 'drizzle-orm'
import pLimit from 'p-limit'
import { isRegistryError } from '#lib/registry/error.ts'
import { type ParsedManifest, parseManifest } from '#lib/registry/manifest.ts'
import type { RawManifest } from '#lib/registry/types.ts'
import type { Place } from '../../index/place.ts'
import { digestNow } from '../truth.ts'
import type { Patience } from './patience.ts'
import type { ItemRow } from './run-store.ts'
import { settleAll } from './settle-all.ts'

/** What stands in the way of putting items of one repository back, and what is to be put. */
export interface UndoCheck {
  /** Items whose tag somebody has pushed since, with what it is on now. */
  readonly taken: ReadonlyMap<ItemRow, string>
  /** Manifests to put back, children before their indexes. */
  readonly absent: readonly RawManifest[]
  /** Of the absent ones, those that can't come back. */
  readonly lost: ReadonlySet<string>
  readonly missing: readonly { readonly manifest: string; readonly digest: string }[]
}

const atOnce = 16

/** Asks the registry what of this is there. Throws its failure. */
export async function checkUndo(
  place: Place,
  deletionId: string,
  rows: readonly ItemRow[],
  patience: Patience,
): Promise<UndoCheck> {
  const limit = pLimit(atOnce)
  const ask = <T>(work: () => Promise<T>) => limit(() => patience.try(work))
  const taken = new Map<ItemRow, string>()
  await settleAll(
    rows.map(async (row) => {
      const { tag } = row
      if (tag === null) return
      const now = await ask(() => digestNow(place, tag))
      if (now !== null && now !== row.digest && now !== row.placeholder) taken.set(row, now)
    }),
  )
  const kept = await readKeptManifests(place, deletionId)
  const absent = new Map<string, { raw: RawManifest; parsed: ParsedManifest }>()
  const lost = new Set<string>()
  const missing: { manifest: string; digest: string }[] = []
  const seen = new Set<string>()
  const visit = async (digest: string): Promise<void> => {
    if (seen.has(digest)) return
    seen.add(digest)
    if ((await ask(() => digestNow(place, digest))) !== null) return
    const raw = kept.get(digest)
    if (!raw) {
      lost.add(digest)
      missing.push({ manifest: digest, digest })
      return
    }
    const parsed = parseManifest(raw.bytes, raw.mediaType)
    absent.set(digest, { raw, parsed })
    await settleAll(childrenOf(parsed).map(visit))
  }
  const wanted = rows.flatMap((row) => (taken.has(row) || row.digest === null ? [] : [row.digest]))
  await settleAll([...new Set(wanted)].map(visit))

  const blobs = new Map<string, boolean>()
  const needed = [...absent].flatMap(([manifest, { parsed }]) =>
    blobsOf(parsed).map((digest) => ({ manifest, digest })),
  )
  await settleAll(
    [...new Set(needed.map(({ digest }) => digest))].map(async (digest) => {
      blobs.set(digest, await ask(() => hasBlob(place, digest)))
    }),
  )
  for (const { manifest, digest } of needed) {
    if (blobs.get(digest) !== false) continue
    missing.push({ manifest, digest })
    lost.add(manifest)
  }
  const order = childrenFirst(absent)
  // An index without one of its children would be refused, or broken.
  for (const { digest } of order) {
    const parsed = absent.get(digest)?.parsed
    if (parsed && childrenOf(parsed).some((child) => lost.has(child))) lost.add(digest)
  }
  return { taken, absent: order, lost, missing }
}

const childrenOf = (parsed: ParsedManifest) =>
  parsed.shape === 'index' ? [...new Set(parsed.manifests.map(({ digest }) => digest))] : []

/** What must be there for a registry to take it; layers that are elsewhere by their own word need not be. */
function blobsOf(parsed: ParsedManifest): string[] {
  if (parsed.shape !== 'image') return []
  const layers = parsed.layers.filter(({ urls }) => !urls?.length)
  return [...new Set([parsed.config, ...layers].map(({ digest }) => digest))]
}

function childrenFirst(
  absent: ReadonlyMap<string, { raw: RawManifest; parsed: ParsedManifest }>,
): RawManifest[] {
  const ordered = new Map<string, RawManifest>()
  const add = (digest: string) => {
    const found = absent.get(digest)
    if (!found || ordered.has(digest)) return
    for (const child of childrenOf(found.parsed)) add(child)
    ordered.set(digest, found.raw)
  }
  for (const digest of absent.keys()) add(digest)
  return [...ordered.values()]
}

async function hasBlob({ registry, repository, call }: Place, digest: string): Promise<boolean> {
  try {
    await registry.client.headBlob(repository, digest, call)
    return true
  } catch (error) {
    if (isRegistryError(error) && error.code === 'not_found') return false
    throw error
  }
}

async function readKeptManifests(
  { runtime, registry, repository }: Place,
  deletionId: string,
): Promise<Map<string, RawManifest>> {
  const { rows } = await runtime.store.db.execute<{ digest: string; media_type: string; bytes: Buffer }>(sql`
    SELECT digest, media_type, bytes FROM deletion_manifests
    WHERE deletion_id = ${deletionId} AND registry_id = ${registry.settings.id} AND repository = ${repository}`)
  return new Map(
    rows.map(({ digest, media_type, bytes }) => [digest, { digest, mediaType: media_type, bytes }]),
  )
}
