import { sql } from 'drizzle-orm'
import { readRegistryState } from '../../index/registry-state.ts'
import { digestNow } from '../truth.ts'
import type { ReadPass } from './pass.ts'
import { putBackManifest, putBackTags } from './put-back.ts'
import type { ItemRow } from './run-store.ts'

/**
 * A process before us was killed between a deletion and the look at what went along with it: of a digest that is gone although
 * only a tag of it was to go, the tags that stay get it back, as the index last saw them. `done` had been begun, and are gone.
 */
export async function recoverSwallowed(
  pass: ReadPass,
  done: readonly ItemRow[],
  rows: readonly ItemRow[],
): Promise<void> {
  const { place, graph, patience, watch } = pass
  const { capabilities } = await readRegistryState(place.runtime, place.registry.settings.id)
  // Then it was put back for some of its tags, and the process was killed before the others.
  const isKnownToSwallow = capabilities.tagDelete === false
  const ours = new Set(rows.flatMap(({ tag }) => tag ?? []))
  for (const [digest, of] of Map.groupBy(done, (row) => row.digest)) {
    if (digest === null || !of.some(({ tag }) => tag !== null)) continue
    const isThere = (await patience.try(() => digestNow(place, digest))) !== null
    if (isThere && !(isKnownToSwallow && of.some(wasUntagged))) continue
    watch.swallow(digest)
    const since = of.flatMap(({ begunAt }) => begunAt ?? []).toSorted((a, b) => a.getTime() - b.getTime())[0]
    const gone = (await tagsGoneFrom(pass, digest, since ?? new Date())).filter((name) => !ours.has(name))
    const isHeld = [...graph.manifests.values()].some(({ children }) => children.includes(digest))
    if (isHeld && !isThere) await putBackManifest(pass, digest)
    if (gone.length === 0) continue
    await putBackTags(pass, gone, digest)
    // What was read before is no longer all that there is.
    await watch.hold(digest, gone[0] ?? digest)
  }
}

const wasUntagged = ({ method, placeholder }: ItemRow) => method === 'tag' && placeholder === null

async function tagsGoneFrom({ place }: ReadPass, digest: string, since: Date): Promise<string[]> {
  const { runtime, registry, repository } = place
  const { rows } = await runtime.store.db.execute<{ name: string }>(sql`
    SELECT name FROM tags WHERE registry_id = ${registry.settings.id} AND repository = ${repository}
      AND digest = ${digest} AND gone_at >= ${since.toISOString()}::timestamptz ORDER BY name`)
  return rows.map((row) => row.name)
}
