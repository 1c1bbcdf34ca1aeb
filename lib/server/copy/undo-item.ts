import { and, eq } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { executeTag } from '../deletion/execute-tag.ts'
import { planTag, requireWritable } from '../deletion/plan-tag.ts'
import { digestNow } from '../deletion/truth.ts'
import { startAudit } from '../index/audit-trail.ts'
import { failureOf } from '../index/failure.ts'
import type { Place } from '../index/place.ts'
import { recordPush } from '../index/record-push.ts'
import { markTagGone } from '../index/tag-pointer.ts'
import { requireUnprotected } from '../retention/protection.ts'
import { copyManifests } from '../store/schema.ts'
import type { CopyItemRow } from './copy-store.ts'
import { ItemEnds } from './item-ends.ts'

/**
 * Puts the tag of one item back to what it was on before, or removes it where there was none: the tag alone, as whoever deletes it
 * would. Throws `ItemEnds` where somebody has moved it since.
 */
export async function undoItem(context: Context, place: Place, row: CopyItemRow, tag: string): Promise<void> {
  requireWritable(place)
  const now = await digestNow(place, tag)
  // It was done before, and only writing that down was missed.
  if (now === row.overwrites) return
  if (now !== row.digest)
    throw new ItemEnds('copied', 'moved', now === null ? 'The tag is gone.' : `The tag is on ${now} now.`)
  await requireUnprotected(context, row.toRegistry, row.toRepository, tag)
  const trail = await startAudit(context, {
    action: row.overwrites === null ? 'tag.delete' : 'tag.restore',
    registry: row.toRegistry,
    repository: row.toRepository,
    tag,
    digest: row.digest,
    detail: `undo of copy ${row.copyId}`,
  })
  try {
    if (row.overwrites === null) await removeTag(place, tag, row.digest ?? '')
    else await putBack(context, place, row, tag)
    await trail.succeeded()
  } catch (error) {
    const { code, detail } = failureOf(error)
    await trail.failed({ detail: `undo of copy ${row.copyId}: ${code}: ${detail}` })
    throw error
  }
}

async function removeTag(place: Place, tag: string, digest: string): Promise<void> {
  await executeTag(place, tag, await planTag(place, tag, digest))
  await markTagGone(place, tag)
}

async function putBack({ actor }: Context, place: Place, row: CopyItemRow, tag: string): Promise<void> {
  const [kept] = await place.runtime.store.db
    .select()
    .from(copyManifests)
    .where(and(eq(copyManifests.copyId, row.copyId), eq(copyManifests.position, row.position)))
  if (!kept) throw new ItemEnds('copied', 'not_kept', 'What the tag was on is not kept.')
  await place.registry.client.putManifest(place.repository, tag, kept, place.call)
  await recordPush(place, { tag, digest: kept.digest, actor: actor.username, action: 'move' })
}
