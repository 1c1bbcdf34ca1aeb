import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import pLimit from 'p-limit'
import { type AuditSubject, writeAudit } from '../../index/audit-trail.ts'
import type { Failure } from '../../index/failure.ts'
import { writeMemberships } from '../../index/membership.ts'
import { recordPush } from '../../index/record-push.ts'
import { addTag } from '../../index/tag-pointer.ts'
import type { Runtime } from '../../runtime.ts'
import { digestNow } from '../truth.ts'
import { settleDoubtful } from './doubtful-items.ts'
import type { Pass } from './pass.ts'
import { failureOfThrown, RegistryLost } from './patience.ts'
import { readKept } from './record-manifests.ts'
import { type ItemRow, publishRun, writeResults } from './run-store.ts'
import { settleAll } from './settle-all.ts'
import { checkUndo } from './undo-check.ts'

const itemsAtOnce = 100
const pushesAtOnce = 4

/**
 * Puts items of one repository back: manifests byte for byte, children before their indexes, then tags where nobody has
 * pushed one since. Each item has a result in the end, but for those that a stop has left.
 */
export async function undoRepository(pass: Pass, asked: readonly ItemRow[]): Promise<void> {
  const { place, patience, run } = pass
  const rows = await settleDoubtful(pass, asked)
  const check = await checkUndo(place, run.id, rows, patience)
  const failed = new Map<string, Failure>()
  for (const raw of check.absent) {
    if (await pass.isCancelled()) return
    if (check.lost.has(raw.digest)) continue
    try {
      await patience.try(() =>
        place.registry.client.putManifest(place.repository, raw.digest, raw, place.call),
      )
      await writeMemberships(place.runtime.store.db, place.registry.settings.id, [
        { repository: place.repository, digest: raw.digest, isPresent: true },
      ])
    } catch (error) {
      failed.set(raw.digest, failureOfThrown(error))
      if (error instanceof RegistryLost) throw error
    }
  }
  for (let at = 0; at < rows.length; at += itemsAtOnce) {
    if (await pass.isCancelled()) return
    await undoSome(pass, rows.slice(at, at + itemsAtOnce), (row) => {
      const { digest } = row
      if (digest === null) return { code: 'manifest_not_found', detail: 'It had no manifest to put back.' }
      const taken = check.taken.get(row)
      if (taken !== undefined) return takenBy(taken)
      if (check.lost.has(digest)) return blobsMissing
      return failed.get(digest) ?? null
    })
  }
}

interface Obstacle {
  readonly code: string
  readonly detail: string
}

const blobsMissing: Obstacle = { code: 'blobs_missing', detail: 'The registry has blobs of it no more.' }
const takenBy = (digest: string): Obstacle => ({
  code: 'tag_taken',
  detail: `Somebody has pushed this tag since: it is on ${digest} now.`,
})

async function undoSome(
  pass: Pass,
  rows: readonly ItemRow[],
  obstacleOf: (row: ItemRow) => Obstacle | null,
): Promise<void> {
  const { place, run, context } = pass
  const entries = rows.map((row) => ({ row, operation: randomUUID(), obstacle: obstacleOf(row) }))
  const subjectOf = (row: ItemRow): AuditSubject => ({
    action: row.tag === null ? 'manifest.restore' : 'tag.restore',
    registry: place.registry.settings.id,
    repository: place.repository,
    tag: row.tag,
    digest: row.digest,
    detail: `run ${run.id}`,
  })
  const tried = entries.filter(({ obstacle }) => obstacle === null)
  await writeAudit(
    context,
    'started',
    tried.map(({ row, operation }) => ({ operation, subject: subjectOf(row) })),
  )
  const limit = pLimit(pushesAtOnce)
  const trouble = { lost: null as RegistryLost | null }
  await settleAll(
    tried.map((entry) =>
      limit(async () => {
        if (trouble.lost) {
          entry.obstacle = trouble.lost.failure
          return
        }
        try {
          entry.obstacle = await putBack(pass, entry.row)
        } catch (error) {
          if (error instanceof RegistryLost) trouble.lost = error
          entry.obstacle = failureOfThrown(error)
        }
      }),
    ),
  )
  await writeResults(
    place.runtime,
    run.id,
    entries.map(({ row: { position }, obstacle }) =>
      obstacle ? { position, ...obstacle } : { position, result: 'undone' },
    ),
  )
  for (const phase of ['succeeded', 'failed'] as const)
    await writeAudit(
      context,
      phase,
      tried
        .filter(({ obstacle }) => (obstacle === null) === (phase === 'succeeded'))
        .map(({ row, operation, obstacle }) => ({
          operation,
          subject: {
            ...subjectOf(row),
            ...(obstacle && { detail: `run ${run.id}: ${obstacle.code}: ${obstacle.detail}` }),
          },
        })),
    )
  publishRun(place.runtime, run.id)
  if (trouble.lost) throw trouble.lost
}

/** It looks before each try: a tag that exists is never overwritten, unless our own placeholder was left on it. */
async function putBack(
  { place, run, patience, context }: Pass,
  { tag, digest, placeholder }: ItemRow,
): Promise<Obstacle | null> {
  if (digest === null) return blobsMissing
  const look = (reference: string) => patience.try(() => digestNow(place, reference))
  if (tag === null) return (await look(digest)) === null ? blobsMissing : null
  const raw = await readKept(place, run.id, digest)
  if (!raw) return { code: 'undo_expired', detail: 'Its bytes are not kept any more.' }
  let isPushed = false
  const taken = await patience.try(async () => {
    const now = await digestNow(place, tag)
    if (now === digest) return null
    if (now !== null && now !== placeholder) return now
    // Also where the answer is lost, and a second look finds it there.
    isPushed = true
    await place.registry.client.putManifest(place.repository, tag, raw, place.call)
    return null
  })
  if (taken !== null) return takenBy(taken)
  const after = await look(tag)
  if (after !== digest) return { code: 'registry_error', detail: `It was pushed, and is on ${after} now.` }
  // Somebody who has put it back before us is told of by the registry, or by the next walk.
  if (isPushed) await recordPush(place, { tag, digest, actor: context.actor.username, action: 'push' })
  else await addTag(place, tag, digest)
  return null
}

/** They stay as they are, and why; of what is doubtful nobody has found out more. */
export async function endUndo(
  runtime: Runtime,
  id: string,
  rows: readonly ItemRow[],
  failure: Failure | null,
): Promise<void> {
  const { rows: open } = await runtime.store.db.execute<{ position: number }>(sql`
    SELECT position FROM deletion_items WHERE deletion_id = ${id} AND is_undoing AND result = 'removed'
      AND position = ANY(${sql.param(rows.map(({ position }) => position))}::int[])`)
  await writeResults(
    runtime,
    id,
    open.map(({ position }) => ({
      position,
      code: failure?.code ?? 'internal',
      detail: failure?.detail ?? null,
    })),
  )
}
