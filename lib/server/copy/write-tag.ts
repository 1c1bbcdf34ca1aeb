import type { CopyManifest } from '#lib/engines/copy/graph.ts'
import { digestNow } from '../deletion/truth.ts'
import type { Place } from '../index/place.ts'
import { recordPush } from '../index/record-push.ts'
import { copyManifests } from '../store/schema.ts'
import type { CopyPass } from './copy-item.ts'
import { type CopyItemRow, changeItem } from './copy-store.ts'
import { ItemEnds } from './item-ends.ts'
import type { PreparedItem } from './prepare-item.ts'

/**
 * Puts the tag on what has arrived. What the tag was on is kept before, byte for byte, and it is written down that the tag may
 * be ours from now on.
 */
export async function writeTag(
  { context, copy, patience }: Pick<CopyPass, 'context' | 'copy' | 'patience'>,
  row: CopyItemRow,
  { target, onTarget }: PreparedItem,
  root: CopyManifest,
): Promise<void> {
  const { client } = target.registry
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
  let isSecond = false
  await patience.try(async () => {
    if (isSecond && (await wasTaken(target, tag, onTarget, root.digest))) return
    isSecond = true
    await client.putManifest(target.repository, tag, root, target.call)
  })
  const action = onTarget === null ? 'push' : 'move'
  await recordPush(target, { tag, digest: root.digest, actor: context.actor.username, action })
}

/**
 * Whether a target that failed at the tag has put it all the same. Somebody who took the tag meanwhile keeps it: without
 * looking, a second try would take it from them.
 */
async function wasTaken(target: Place, tag: string, before: string | null, digest: string): Promise<boolean> {
  const now = await digestNow(target, tag)
  if (now === digest) return true
  if (now === before) return false
  throw new ItemEnds('failed', 'exists', `The target’s tag is on ${now} now.`)
}
