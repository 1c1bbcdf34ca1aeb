import { and, eq, sql } from 'drizzle-orm'
import type { DeletionEffects, DeletionOptions, GarbageCollection } from '#lib/api/deletion.ts'
import type { Context } from '../../context.ts'
import { ApiError } from '../../problem.ts'
import type { Runtime } from '../../runtime.ts'
import { deletionItems, deletions, jobLog } from '../../store/schema.ts'
import type { PlannedRow } from './plan-repository.ts'

export type RunRow = typeof deletions.$inferSelect
export type ItemRow = typeof deletionItems.$inferSelect

interface NewRun {
  readonly policy: { readonly id: string; readonly name: string } | null
  readonly options: DeletionOptions
  readonly rows: readonly PlannedRow[]
  readonly effects: DeletionEffects
  readonly garbageCollection: readonly GarbageCollection[]
}

/** Rows in one statement: the database takes 65,535 parameters. */
const rowsAtOnce = 2_000

/** Keeps a plan; answers its id. */
export async function insertRun({ runtime, actor, requestId }: Context, run: NewRun): Promise<string> {
  const id = await runtime.store.db.transaction(async (tx) => {
    const [row] = await tx
      .insert(deletions)
      .values({
        createdBy: actor.username,
        actor: actor.username,
        actorRole: actor.role,
        requestId,
        policyId: run.policy?.id ?? null,
        policyName: run.policy?.name ?? null,
        options: run.options,
        effects: run.effects,
        garbageCollection: [...run.garbageCollection],
        itemsTotal: run.rows.length,
      })
      .returning({ id: deletions.id })
    if (!row) throw new Error('the database gave no id')
    for (let at = 0; at < run.rows.length; at += rowsAtOnce) {
      const rows = run.rows.slice(at, at + rowsAtOnce)
      await tx.insert(deletionItems).values(
        rows.map(({ registry, heldBy, ...item }, i) => ({
          ...item,
          deletionId: row.id,
          position: at + i,
          registryId: registry,
          heldBy: [...heldBy],
          // What the plan keeps has had its turn.
          ...(item.action === 'keep'
            ? { result: 'kept' as const, resultCode: item.reason, resultDetail: item.detail }
            : {}),
        })),
      )
    }
    return row.id
  })
  publishRun(runtime, id)
  return id
}

export const publishRun = ({ changes }: Pick<Runtime, 'changes'>, id: string) =>
  changes.publish({ about: 'deletion', deletion: id })

/** Throws `deletion_not_found`. */
export async function readRun({ store }: Pick<Runtime, 'store'>, id: string): Promise<RunRow> {
  const [row] = await store.db.select().from(deletions).where(eq(deletions.id, id))
  if (!row) throw new ApiError('deletion_not_found', 'There is no such deletion, or it was forgotten.')
  return row
}

export async function changeRun(
  { store }: Pick<Runtime, 'store'>,
  id: string,
  change: Partial<typeof deletions.$inferInsert>,
): Promise<void> {
  await store.db.update(deletions).set(change).where(eq(deletions.id, id))
}

export interface ItemChange {
  readonly position: number
  readonly result?: NonNullable<ItemRow['result']>
  readonly code?: string | null
  readonly detail?: string | null
  readonly method?: NonNullable<ItemRow['method']>
}

/** How items ended. */
export async function writeResults(
  { store }: Pick<Runtime, 'store'>,
  id: string,
  changes: readonly ItemChange[],
): Promise<void> {
  if (changes.length === 0) return
  const column = (values: readonly unknown[], type: string) => sql`${sql.param(values)}::${sql.raw(type)}[]`
  await store.db.execute(sql`
    UPDATE deletion_items i SET result = coalesce(c.result, i.result), result_code = c.code, result_detail = c.detail,
      method = coalesce(c.method, i.method), done_at = now(), is_undoing = false
    FROM unnest(${column(
      changes.map((c) => c.position),
      'int',
    )}, ${column(
      changes.map((c) => c.result ?? null),
      'text',
    )},
      ${column(
        changes.map((c) => c.code ?? null),
        'text',
      )}, ${column(
        changes.map((c) => c.detail ?? null),
        'text',
      )},
      ${column(
        changes.map((c) => c.method ?? null),
        'text',
      )}) AS c(position, result, code, detail, method)
    WHERE i.deletion_id = ${id} AND i.position = c.position`)
}

/** What items are on that were planned without it. */
export async function writeDigests(
  { store }: Pick<Runtime, 'store'>,
  id: string,
  rows: readonly Pick<ItemRow, 'position' | 'digest'>[],
): Promise<void> {
  if (rows.length === 0) return
  await store.db.execute(sql`
    UPDATE deletion_items i SET digest = c.digest
    FROM unnest(${sql.param(rows.map((r) => r.position))}::int[], ${sql.param(rows.map((r) => r.digest))}::text[])
      AS c(position, digest)
    WHERE i.deletion_id = ${id} AND i.position = c.position`)
}

/** Which of these items have no result yet. */
export async function readOpen(
  { store }: Pick<Runtime, 'store'>,
  id: string,
  positions: readonly number[],
): Promise<Set<number>> {
  const { rows } = await store.db.execute<{ position: number }>(sql`
    SELECT position FROM deletion_items WHERE deletion_id = ${id} AND result IS NULL
      AND position = ANY(${sql.param(positions)}::int[])`)
  return new Set(rows.map((row) => row.position))
}

/** Written before anything is done to these items; with a placeholder also which one they are about to get. */
export async function markBegun(
  { store }: Pick<Runtime, 'store'>,
  id: string,
  positions: readonly number[],
  placeholder: string | null = null,
): Promise<void> {
  await store.db
    .update(deletionItems)
    .set({ begunAt: sql`now()`, ...(placeholder === null ? {} : { placeholder }) })
    .where(
      and(
        eq(deletionItems.deletionId, id),
        sql`${deletionItems.position} = ANY(${sql.param(positions)}::int[])`,
      ),
    )
}

const mostLogged = 500

/** A line in the log of a job. */
export async function logJob(
  { store, changes }: Pick<Runtime, 'store' | 'changes'>,
  run: Pick<RunRow, 'id'>,
  jobId: string,
  code: string,
  detail: string,
): Promise<void> {
  await store.db.insert(jobLog).values({ jobId, code, detail })
  await store.db.execute(sql`
    DELETE FROM job_log WHERE job_id = ${jobId} AND position <= (
      SELECT position FROM job_log WHERE job_id = ${jobId} ORDER BY position DESC OFFSET ${mostLogged} LIMIT 1)`)
  publishRun({ changes }, run.id)
}
