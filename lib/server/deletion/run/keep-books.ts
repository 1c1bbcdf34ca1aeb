import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { type AuditSubject, writeAudit } from '../../index/audit-trail.ts'
import { writeMemberships } from '../../index/membership.ts'
import type { Pass } from './pass.ts'
import { type ItemChange, type ItemRow, markBegun, publishRun, readOpen, writeResults } from './run-store.ts'

type Method = NonNullable<ItemRow['method']>

export interface Entry {
  readonly row: ItemRow
  readonly operation: string
}

/** Before anything is done: a row of the audit for each, and in the run that it has begun. */
export async function beginItems(
  pass: Pass,
  rows: readonly ItemRow[],
  method: Method,
  placeholder: string | null = null,
): Promise<Entry[]> {
  const entries = rows.map((row) => ({ row, operation: randomUUID() }))
  await writeAudit(
    pass.context,
    'started',
    entries.map(({ row, operation }) => ({ operation, subject: { ...subjectOf(pass, row), method } })),
  )
  await markBegun(
    pass.place.runtime,
    pass.run.id,
    rows.map(({ position }) => position),
    placeholder,
  )
  return entries
}

/** They are gone, and were seen to be. */
export async function removedItems(
  pass: Pass,
  entries: readonly Entry[],
  method: Method,
  digestsGone: readonly string[] = [],
): Promise<void> {
  await writeResults(
    pass.place.runtime,
    pass.run.id,
    entries.map(({ row: { position } }) => ({ position, result: 'removed', method })),
  )
  await forgetInIndex(pass, entries, digestsGone)
  await endAudit(pass, entries, 'succeeded', { method })
  publishRun(pass.place.runtime, pass.run.id)
}

export interface Outcome extends Pick<ItemChange, 'code' | 'detail'> {
  readonly result: 'kept' | 'failed' | 'cancelled'
}

/** They stay, and why; those that were begun have a row in the audit that says so. */
export async function endItems(
  pass: Pass,
  rows: readonly ItemRow[],
  outcome: Outcome,
  entries: readonly Entry[] = [],
): Promise<void> {
  await writeResults(
    pass.place.runtime,
    pass.run.id,
    rows.map(({ position }) => ({ position, ...outcome })),
  )
  if (outcome.result === 'failed' && entries.length > 0) await doubtInIndex(pass, rows)
  await endAudit(pass, entries, 'failed', {
    detail: `run ${pass.run.id}: ${outcome.code ?? outcome.result}: ${outcome.detail ?? ''}`,
  })
  publishRun(pass.place.runtime, pass.run.id)
}

/** What is found to stay before anything was begun, each with its reason. */
export async function keepItems(
  { place, run }: Pass,
  kept: readonly { readonly row: ItemRow; readonly code: string; readonly detail: string | null }[],
): Promise<void> {
  await writeResults(
    place.runtime,
    run.id,
    kept.map(({ row: { position }, code, detail }) => ({ position, result: 'kept', code, detail })),
  )
  publishRun(place.runtime, run.id)
}

/** The same for those of them that have no result yet: what some of them came to is known already. */
export async function endOpenItems(pass: Pass, rows: readonly ItemRow[], outcome: Outcome): Promise<void> {
  const open = await readOpen(
    pass.place.runtime,
    pass.run.id,
    rows.map(({ position }) => position),
  )
  const left = rows.filter(({ position }) => open.has(position))
  await endItems(pass, left, outcome)
  if (outcome.result === 'failed') await doubtInIndex(pass, left)
}

/**
 * Something may have been done to these tags, a placeholder may be on them: what the index last saw is as good as never
 * looked at, and is looked at again as soon as anybody opens the list.
 */
async function doubtInIndex(
  { place: { runtime, registry, repository } }: Pass,
  rows: readonly ItemRow[],
): Promise<void> {
  const names = rows.flatMap(({ tag }) => tag ?? [])
  if (names.length === 0) return
  await runtime.store.db.execute(sql`
    UPDATE tags SET checked_at = NULL WHERE registry_id = ${registry.settings.id} AND repository = ${repository}
      AND gone_at IS NULL AND name = ANY(${sql.param(names)}::text[])`)
}

const subjectOf = ({ run, place }: Pass, row: ItemRow): AuditSubject => ({
  action: row.tag === null ? 'manifest.delete' : 'tag.delete',
  registry: place.registry.settings.id,
  repository: place.repository,
  tag: row.tag,
  digest: row.digest,
  detail: `run ${run.id}`,
})

const endAudit = (
  pass: Pass,
  entries: readonly Entry[],
  phase: 'succeeded' | 'failed',
  more: Partial<AuditSubject>,
) =>
  writeAudit(
    pass.context,
    phase,
    entries.map(({ row, operation }) => ({ operation, subject: { ...subjectOf(pass, row), ...more } })),
  )

/** The index need not wait for the next look at the registry. */
async function forgetInIndex(
  { context, place }: Pass,
  entries: readonly Entry[],
  digestsGone: readonly string[],
): Promise<void> {
  const { runtime, registry, repository } = place
  const id = registry.settings.id
  const tags = entries.flatMap(({ row: { tag, digest } }) => (tag === null ? [] : [{ tag, digest }]))
  await runtime.store.db.transaction(async (tx) => {
    await tx.execute(sql`
      UPDATE tags SET gone_at = now() WHERE registry_id = ${id} AND repository = ${repository} AND gone_at IS NULL
        AND name = ANY(${sql.param(tags.map(({ tag }) => tag))}::text[])`)
    await tx.execute(sql`
      INSERT INTO events (at, registry_id, repository, tag, digest, actor, action, source)
      SELECT now(), ${id}, ${repository}, e.tag, e.digest, ${context.actor.username}, 'delete', 'portolan'
      FROM unnest(${sql.param(tags.map(({ tag }) => tag))}::text[], ${sql.param(tags.map(({ digest }) => digest))}::text[])
        AS e(tag, digest)`)
    await writeMemberships(
      tx,
      id,
      digestsGone.map((digest) => ({ repository, digest, isPresent: false })),
    )
  })
}
