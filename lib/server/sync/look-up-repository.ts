import { sql } from 'drizzle-orm'
import { maxAgeMs } from '../index/clock.ts'
import { lookUpAll } from '../index/look-up-all.ts'
import type { Place } from '../index/place.ts'
import { grantRespite } from '../index/respite.ts'
import { summariseRepository } from '../index/summarise-repository.ts'
import { publishTags } from '../index/tag-list.ts'
import { namesToResolve } from '../index/tag-page.ts'

/** How often those who watch are told while thousands of tags come in. */
const tellMs = 1_000

/**
 * Looks up every tag of a repository that nobody has looked at yet: somebody has opened it, and does not wait for its
 * turn in a walk. A walk under way leaves out what is read here.
 */
export async function lookUpRepository(place: Place): Promise<void> {
  const names = await namesToResolve(place, 'unresolved')
  if (names.length === 0) return
  const tags = names.map((name) => ({ repository: place.repository, name }))
  // However long it takes: what somebody else has looked at meanwhile is not looked at again.
  const since = Date.now() - maxAgeMs.failure
  const isDue = (known: { checkedAt: Date | null } | undefined) =>
    !known?.checkedAt || known.checkedAt.getTime() < since
  let toldAt = performance.now()
  const tell = () => {
    if (performance.now() - toldAt < tellMs) return
    toldAt = performance.now()
    publishTags(place)
  }
  try {
    await lookUpAll(place, tags, isDue, tell)
    // Every row is known from here on; what is said of the repository as a whole takes a while yet.
    publishTags(place)
    await place.runtime.store.db.execute(sql`
      UPDATE repositories SET synced_at = now()
      WHERE registry_id = ${place.registry.settings.id} AND name = ${place.repository}`)
  } catch (error) {
    grantRespite(place.registry, error)
    throw error
  } finally {
    await summariseRepository(place)
    publishTags(place)
  }
}
