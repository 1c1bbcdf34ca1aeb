import type { RegistryClient } from '#lib/registry/types.ts'
import { itemKey } from './place.ts'
import type { TagPlace } from './tag-pointers.ts'

/** By registry, the tags that somebody in this process is looking up, with the work that they are part of. */
const underWay = new WeakMap<RegistryClient, Map<string, Promise<unknown>>>()

/**
 * Looks up those of the tags that nobody is at, and waits for the others: a walk and a reader who has opened the same
 * repository come to the same tags at the same moment. `look` gets first what is nobody's, and then, where others were
 * waited for, what was theirs: whether that was done it has to see for itself.
 */
export async function lookUpOnce(
  client: RegistryClient,
  tags: readonly TagPlace[],
  look: (tags: readonly TagPlace[]) => Promise<void>,
): Promise<void> {
  const taken = underWay.get(client) ?? new Map<string, Promise<unknown>>()
  underWay.set(client, taken)
  const keyOf = ({ repository, name }: TagPlace) => itemKey(repository, name)
  const [theirs, ours] = [
    tags.filter((tag) => taken.has(keyOf(tag))),
    tags.filter((tag) => !taken.has(keyOf(tag))),
  ]
  const others = new Set(theirs.map((tag) => taken.get(keyOf(tag))))
  const done = Promise.withResolvers<void>()
  for (const tag of ours) taken.set(keyOf(tag), done.promise)
  try {
    if (ours.length > 0) await look(ours)
  } finally {
    for (const tag of ours) taken.delete(keyOf(tag))
    // Before we wait ourselves: two who have taken what the other wants must not wait for one another.
    done.resolve()
  }
  if (theirs.length === 0) return
  await Promise.all(others)
  await look(theirs)
}
