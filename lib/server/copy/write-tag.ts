import type { CopyManifest } from '#lib/engines/copy/graph.ts'
import { addTag } from '../index/tag-pointer.ts'
import { tellTags } from '../index/tell.ts'
import { copyManifests, events } from '../store/schema.ts'
import type { CopyPass } from './copy-item.ts'
import { type CopyItemRow, changeItem } from './copy-store.ts'
import type { PreparedItem } from './prepare-item.ts'

/**
 * Puts the tag on what has arrived. What the tag was on is kept before, byte for byte, and it is written down that the tag may
 * be ours from now on.
 */
export async function writeTag(
  { context, copy }: Pick<CopyPass, 'context' | 'copy'>,
  row: CopyItemRow,
  { target, onTarget }: PreparedItem,
  root: CopyManifest,
): Promise<void> {
  const { client, settings } = target.registry
  const { toTag: tag } = row
  if (tag === null || onTarget === root.digest) return
  if (onTarget !== null) {
    const raw = await client.getManifest(target.repository, onTarget, target.call)
    await target.runtime.store.db
      .insert(copyManifests)
      .values({ copyId: copy.id, position: row.position, ...raw })
      .onConflictDoUpdate({ target: [copyManifests.copyId, copyManifests.position], set: raw })
  }
  await changeItem(target.runtime, row, { isTagBegun: true, overwrites: onTarget })
  await client.putManifest(target.repository, tag, root, target.call)
  await addTag(target, tag, root.digest)
  await target.runtime.store.db.insert(events).values({
    at: new Date(),
    registryId: settings.id,
    repository: target.repository,
    tag,
    digest: root.digest,
    actor: context.actor.username,
    action: onTarget === null ? 'push' : 'move',
    source: 'portolan',
  })
  tellTags(target)
}
