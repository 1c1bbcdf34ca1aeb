import { events } from '../store/schema.ts'
import type { Place } from './place.ts'
import { addTag } from './tag-pointer.ts'
import { tellTags } from './tell.ts'

interface Push {
  readonly tag: string
  readonly digest: string
  readonly actor: string
  /** `move`: the tag was on another digest before. */
  readonly action: 'push' | 'move'
}

/** Portolan has put a tag on a digest: the index, the feed of what happened and open pages know it at once. */
export async function recordPush(place: Place, { tag, digest, actor, action }: Push): Promise<void> {
  const { runtime, registry, repository } = place
  await addTag(place, tag, digest)
  await runtime.store.db.insert(events).values({
    at: new Date(),
    registryId: registry.settings.id,
    repository,
    tag,
    digest,
    actor,
    action,
    source: 'portolan',
  })
  tellTags(place)
}
