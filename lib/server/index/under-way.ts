import { joinedKey, ownKey } from './lines.ts'
import { flightKey, type RegistryPlace } from './place.ts'
import type { TagPlace } from './tag-pointers.ts'

/**
 * Looks up those of the tags that nobody is at, and waits for the others: a walk and a reader who has opened the same
 * repository come to the same tags at the same moment. `look` gets first what is nobody's, and then, where others were
 * waited for, what was theirs: whether that was done it has to see for itself. Somebody who waits never waits for who is in no hurry.
 */
export async function lookUpOnce(
  place: RegistryPlace,
  tags: readonly TagPlace[],
  look: (tags: readonly TagPlace[]) => Promise<void>,
): Promise<void> {
  const { registry, runtime } = place
  const { flights } = runtime
  const keyOf = ({ repository, name }: TagPlace) => flightKey('look-up', { registry, repository }, name)
  const isTaken = (tag: TagPlace) => flights.isRunning(joinedKey(place, keyOf(tag)))
  const theirs = tags.filter(isTaken)
  const ours = tags.filter((tag) => !isTaken(tag))
  const others = theirs.map((tag) => flights.run(joinedKey(place, keyOf(tag)), async () => {}))
  const done = Promise.withResolvers<void>()
  for (const tag of ours) void flights.run(ownKey(place, keyOf(tag)), () => done.promise)
  try {
    if (ours.length > 0) await look(ours)
  } finally {
    // Before we wait ourselves: whoever waits for us need not wait for others, too.
    done.resolve()
  }
  if (theirs.length === 0) return
  await Promise.all(others)
  await look(theirs)
}
