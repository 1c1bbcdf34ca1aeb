import { sql } from 'drizzle-orm'
import pLimit from 'p-limit'
import type { CopyManifest } from '#lib/engines/copy/graph.ts'
import type { CopyTargetState } from '#lib/engines/copy/plan.ts'
import { isRegistryError } from '#lib/registry/error.ts'
import { itemKey, type Place } from '../index/place.ts'

const atOnce = 16

/**
 * What targets have, asked once however many items need it, and what they will have when the items before are through:
 * so each byte is planned once.
 */
export interface TargetLedger {
  /** `mountable`: a repository of the same registry that has all of it for certain, as the source of a retag does. */
  look(place: Place, manifests: readonly CopyManifest[], mountable: string | null): Promise<CopyTargetState>
  /** From now on these count as being there. */
  arrive(place: Place, manifests: readonly CopyManifest[]): void
  arriveBlob(place: Place, digest: string): void
}

export function createTargetLedger(): TargetLedger {
  const limit = pLimit(atOnce)
  const asked = new Map<string, Promise<boolean>>()
  const arrived = new Set<string>()
  /** By registry and digest: a repository in which an item of the plan puts it. */
  const placedIn = new Map<string, string>()
  const keyOf = ({ registry, repository }: Place, digest: string) =>
    itemKey(registry.settings.id, itemKey(repository, digest))
  const once = (key: string, ask: () => Promise<unknown>) => {
    const asking =
      asked.get(key) ??
      limit(ask).then(
        () => true,
        (error) => {
          if (isRegistryError(error) && error.code === 'not_found') return false
          asked.delete(key)
          throw error
        },
      )
    asked.set(key, asking)
    return asking
  }
  const arriveBlob = (place: Place, digest: string) => {
    arrived.add(keyOf(place, digest))
    placedIn.set(itemKey(place.registry.settings.id, digest), place.repository)
  }
  return {
    async look(place, manifests, mountable) {
      const { client, settings } = place.registry
      const digests = new Set(manifests.flatMap(({ blobs }) => blobs.map(({ digest }) => digest)))
      const found = await Promise.all([
        ...manifests.map(async ({ digest }) => {
          const head = () => client.headManifest(place.repository, digest, place.call)
          return (await once(keyOf(place, digest), head)) ? digest : null
        }),
        ...[...digests].map(async (digest) => {
          const head = () => client.headBlob(place.repository, digest, place.call)
          return (await once(keyOf(place, digest), head)) ? digest : null
        }),
      ])
      const there = new Set(found)
      const elsewhere =
        mountable === null
          ? await readHolders(
              place,
              [...digests].filter((d) => !there.has(d)),
            )
          : null
      return {
        has: (digest) => there.has(digest) || arrived.has(keyOf(place, digest)),
        mountFrom: (digest) =>
          mountable ?? placedIn.get(itemKey(settings.id, digest)) ?? elsewhere?.get(digest) ?? null,
      }
    },
    arrive(place, manifests) {
      for (const { digest, blobs } of manifests) {
        arrived.add(keyOf(place, digest))
        for (const blob of blobs) arriveBlob(place, blob.digest)
      }
    },
    arriveBlob,
  }
}

/** Other repositories of the registry that held these blobs when they were last looked at. */
async function readHolders(
  { runtime, registry, repository }: Place,
  digests: readonly string[],
): Promise<Map<string, string>> {
  if (digests.length === 0) return new Map()
  const { rows } = await runtime.store.db.execute<{ blob_digest: string; repository: string }>(sql`
    SELECT blob_digest, min(repository) AS repository FROM repository_blobs
    WHERE registry_id = ${registry.settings.id} AND repository <> ${repository}
      AND blob_digest = ANY(${sql.param(digests)}::text[]) GROUP BY blob_digest`)
  return new Map(rows.map((row) => [row.blob_digest, row.repository]))
}
