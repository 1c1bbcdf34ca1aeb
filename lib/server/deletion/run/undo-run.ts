import { randomUUID } from 'node:crypto'
import { and, eq, inArray, or, sql } from 'drizzle-orm'
import type { Deletion, MissingBlob, UndoPreview } from '#lib/api/deletion.ts'
import type { Context } from '../../context.ts'
import { queues } from '../../jobs/jobs.ts'
import { ApiError } from '../../problem.ts'
import { deletionItems, deletions } from '../../store/schema.ts'
import { doubtful, readDoubtful } from './doubtful-items.ts'
import { createPatience } from './patience.ts'
import { presentDeletion } from './present-deletion.ts'
import { changeRun, type ItemRow, publishRun, type RunRow, readRun } from './run-store.ts'
import { checkUndo } from './undo-check.ts'

const mostShown = 100

interface Scope {
  /** Positions; absent: all that was removed, or may have been. */
  readonly items?: readonly number[] | undefined
}

/** What undoing would bring back, asked from the registries just now. Nothing is changed. Throws what `undoRun` throws. */
export async function previewUndo(context: Context, id: string, scope: Scope): Promise<UndoPreview> {
  const { runtime } = context
  const run = await requireUndoable(context, id)
  const rows = await readUndoable(context, run, scope)
  const patience = createPatience(context.signal)
  const preview = { tags: 0, manifests: 0, takenCount: 0, missingBlobCount: 0, lostManifests: 0 }
  const taken: UndoPreview['taken'] = []
  const missingBlobs: MissingBlob[] = []
  for (const [registryId, ofRegistry] of Map.groupBy(rows, (row) => row.registryId)) {
    const registry = await runtime.registries.get(registryId)
    if (registry.settings.readOnly)
      throw new ApiError('read_only', 'This registry is configured as read-only in Portolan.')
    for (const [repository, ofRepository] of Map.groupBy(ofRegistry, (row) => row.repository)) {
      const place = { runtime, registry, repository, call: { signal: context.signal } }
      const { standing } = await readDoubtful(place, ofRepository, patience)
      const of = ofRepository.filter((row) => !standing.includes(row))
      const check = await checkUndo(place, id, of, patience)
      const comes = (row: ItemRow) => !check.taken.has(row) && !check.lost.has(row.digest ?? '')
      preview.tags += of.filter((row) => row.tag !== null && row.digest !== null && comes(row)).length
      preview.manifests += check.absent.filter(({ digest }) => !check.lost.has(digest)).length
      preview.takenCount += check.taken.size
      preview.missingBlobCount += check.missing.length
      preview.lostManifests += check.lost.size
      const at = { registry: registryId, repository }
      for (const [{ tag }, digest] of check.taken) taken.push({ ...at, tag: tag ?? '', digest })
      missingBlobs.push(...check.missing.map((one) => ({ ...at, ...one })))
    }
  }
  await changeRun(runtime, id, { missingBlobs: missingBlobs.slice(0, mostShown) })
  return { ...preview, taken: taken.slice(0, mostShown), missingBlobs: missingBlobs.slice(0, mostShown) }
}

/**
 * Has what was removed put back, as a job. Throws `undo_expired`, `deletion_under_way`, and `blobs_missing` where not all of it
 * can come back and nobody said that a part is enough.
 */
export async function undoRun(
  context: Context,
  id: string,
  { partial, ...scope }: Scope & { readonly partial: boolean },
): Promise<Deletion> {
  const { runtime, actor, requestId } = context
  const before = await readRun(runtime, id)
  // Asked twice: nothing is left to do, or somebody is at it.
  if (before.undoState === 'running' || before.state === 'undone') return presentDeletion(context, id)
  const { lostManifests, missingBlobCount } = await previewUndo(context, id, scope)
  if (lostManifests > 0 && !partial) {
    publishRun(runtime, id)
    const detail = `${missingBlobCount} blobs are gone from the registry, so that ${lostManifests} manifests can’t come back.`
    throw new ApiError('blobs_missing', detail)
  }
  const jobId = await runtime.store.db.transaction(async (tx) => {
    const [run] = await tx.select().from(deletions).where(eq(deletions.id, id)).for('update')
    if (!run || run.undoState === 'running' || run.state === 'running') return null
    await tx
      .update(deletionItems)
      .set({
        isUndoing: true,
        // Why it failed is told until it turns out that it did not.
        resultCode: sql`CASE WHEN result = 'removed' THEN NULL ELSE result_code END`,
        resultDetail: sql`CASE WHEN result = 'removed' THEN NULL ELSE result_detail END`,
      })
      .where(undoableIn(id, scope))
    const job = randomUUID()
    await tx
      .update(deletions)
      .set({
        undoState: 'running',
        undoJobId: job,
        actor: actor.username,
        actorRole: actor.role,
        requestId,
        cancelledAt: null,
        problem: null,
      })
      .where(eq(deletions.id, id))
    return job
  })
  if (jobId !== null) {
    await runtime.jobs.insert(queues.undo, [{ id: jobId, data: { deletionId: id } }])
    publishRun(runtime, id)
  }
  return presentDeletion(context, id)
}

async function requireUndoable({ runtime }: Context, id: string): Promise<RunRow> {
  const run = await readRun(runtime, id)
  if (run.state === 'running')
    throw new ApiError('deletion_under_way', 'It is being executed: wait until that has ended, or stop it.')
  const isExpired = run.undoState === 'expired' || (run.expiresAt !== null && run.expiresAt < new Date())
  if (isExpired) throw new ApiError('undo_expired', 'What was removed is not kept any more.')
  return run
}

const undoableIn = (id: string, { items }: Scope) =>
  and(
    eq(deletionItems.deletionId, id),
    or(eq(deletionItems.result, 'removed'), doubtful),
    items === undefined ? undefined : inArray(deletionItems.position, [...items]),
  )

const readUndoable = ({ runtime }: Context, run: RunRow, scope: Scope): Promise<ItemRow[]> =>
  runtime.store.db.select().from(deletionItems).where(undoableIn(run.id, scope)).orderBy(sql`position`)
