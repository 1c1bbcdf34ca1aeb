import { and, desc, eq, type SQL, sql } from 'drizzle-orm'
import type { ComparisonCheck } from '#lib/api/comparison-check.ts'
import type { ComparisonDefinition } from '#lib/api/comparison-definition.ts'
import type { Runtime } from '../runtime.ts'
import { comparisonChecks } from '../store/schema.ts'

export type CheckRow = typeof comparisonChecks.$inferSelect

/** Checks of one comparison that match, the newest first. */
export const readChecks = (
  { store }: Pick<Runtime, 'store'>,
  comparisonId: string,
  limit: number,
  where?: SQL,
): Promise<CheckRow[]> =>
  store.db
    .select()
    .from(comparisonChecks)
    .where(and(eq(comparisonChecks.comparisonId, comparisonId), where))
    .orderBy(desc(comparisonChecks.startedAt), desc(comparisonChecks.id))
    .limit(limit)

export interface LatestChecks {
  /** The last one that ended; null where none has. */
  readonly ended: CheckRow | null
  readonly underWay: CheckRow | null
}

/** For each of these comparisons, by id. */
export async function readLatestChecks(
  { store }: Pick<Runtime, 'store'>,
  ids: readonly string[],
): Promise<(id: string) => LatestChecks> {
  const of = sql`${comparisonChecks.comparisonId} = ANY(${sql.param([...ids])}::text[])`
  const ended = await store.db
    .selectDistinctOn([comparisonChecks.comparisonId])
    .from(comparisonChecks)
    .where(sql`${of} AND ${comparisonChecks.finishedAt} IS NOT NULL`)
    .orderBy(comparisonChecks.comparisonId, desc(comparisonChecks.startedAt), desc(comparisonChecks.id))
  const underWay = await store.db
    .select()
    .from(comparisonChecks)
    .where(sql`${of} AND ${comparisonChecks.state} IN ('queued', 'running')`)
  const find = (rows: readonly CheckRow[], id: string) =>
    rows.find(({ comparisonId }) => comparisonId === id) ?? null
  return (id) => ({ ended: find(ended, id), underWay: find(underWay, id) })
}

/** Whether what was found for one is an answer for the other as well: its name and its schedule are no part of it. */
export const asksTheSame = (a: ComparisonDefinition, b: ComparisonDefinition) =>
  questionOf(a) === questionOf(b)

const questionOf = ({ targets, q, match, ignoreIndexes, expect }: ComparisonDefinition) =>
  JSON.stringify([targets, q, match, ignoreIndexes, expect])

export const presentCheck = (row: CheckRow): ComparisonCheck => ({
  id: row.id,
  trigger: row.trigger,
  actor: row.actor,
  state: row.state,
  expect: row.definition.expect,
  startedAt: row.startedAt.toISOString(),
  finishedAt: row.finishedAt?.toISOString() ?? null,
  counts: row.counts,
  driftsSince: row.driftsSince?.toISOString() ?? null,
  problem: row.problem,
})
