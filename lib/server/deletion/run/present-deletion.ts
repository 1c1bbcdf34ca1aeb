import { sql } from 'drizzle-orm'
import type { Deletion, DeletionItem, DeletionSummary } from '#lib/api/deletion.ts'
import { itemResults } from '#lib/api/deletion.ts'
import type { ProtectedBy } from '#lib/engines/retention/protection.ts'
import type { Context } from '../../context.ts'
import { readProtectedBy } from '../../retention/protection.ts'
import { doubtful } from './doubtful-items.ts'
import { readItemPage } from './item-page.ts'
import { type ItemRow, type RunRow, readRun } from './run-store.ts'

const itemsShown = 100
const repositoriesShown = 20

/** A run with its first items. Throws `deletion_not_found`. */
export async function presentDeletion(context: Context, id: string): Promise<Deletion> {
  const run = await readRun(context.runtime, id)
  const [[summary], { items, nextCursor }, protectedBy] = await Promise.all([
    summarise(context, [run]),
    readItemPage(context.runtime, id, { limit: itemsShown }),
    readProtectedBy(context.runtime),
  ])
  if (!summary) throw new Error('a run without a summary')
  return { ...summary, items: items.map(presentItem(protectedBy)), nextCursor }
}

interface Counts extends Record<string, unknown> {
  readonly deletion_id: string
  readonly registry_id: string
  readonly repository: string
  readonly items: number
  readonly removing: number
  readonly open: number
  readonly undoing: number
  readonly doubtful: number
  readonly results: Partial<Record<NonNullable<ItemRow['result']>, number>>
}

/** Runs as lists show them, with what their items add up to now. */
export async function summarise({ runtime }: Context, runs: readonly RunRow[]): Promise<DeletionSummary[]> {
  if (runs.length === 0) return []
  const ids = runs.map(({ id }) => id)
  const { rows } = await runtime.store.db.execute<Counts>(sql`
    SELECT deletion_id, registry_id, repository, sum(n)::int AS items,
      sum(n) FILTER (WHERE action = 'remove')::int AS removing,
      coalesce(sum(n) FILTER (WHERE result IS NULL), 0)::int AS open, sum(undoing)::int AS undoing, sum(doubtful)::int AS doubtful,
      coalesce(jsonb_object_agg(result, n) FILTER (WHERE result IS NOT NULL AND action = 'remove'), '{}') AS results
    FROM (
      SELECT deletion_id, registry_id, repository, action, result, count(*) AS n, count(*) FILTER (WHERE is_undoing) AS undoing,
        count(*) FILTER (WHERE ${doubtful}) AS doubtful
      FROM deletion_items WHERE deletion_id = ANY(${sql.param(ids)}::uuid[]) GROUP BY 1, 2, 3, 4, 5
    ) counted GROUP BY 1, 2, 3 ORDER BY deletion_id, registry_id, repository`)
  const byRun = Map.groupBy(rows, (row) => row.deletion_id)
  return runs.map((run) => presentSummary(run, byRun.get(run.id) ?? []))
}

function presentSummary(run: RunRow, counts: readonly Counts[]): DeletionSummary {
  const sum = (of: (row: Counts) => number) => counts.reduce((total, row) => total + of(row), 0)
  const removing = sum((row) => row.removing ?? 0)
  const open = sum((row) => row.open)
  const kept = run.itemsTotal - removing
  const results = Object.fromEntries(
    itemResults.map((result) => [result, sum((row) => row.results[result] ?? 0)]),
  ) as DeletionSummary['results']
  const undoing = sum((row) => row.undoing)
  return {
    id: run.id,
    state: run.state,
    createdAt: run.createdAt.toISOString(),
    createdBy: run.createdBy,
    policy: run.policyId === null ? null : { id: run.policyId, name: run.policyName ?? run.policyId },
    options: run.options,
    startedAt: run.startedAt?.toISOString() ?? null,
    finishedAt: run.finishedAt?.toISOString() ?? null,
    expiresAt: run.expiresAt?.toISOString() ?? null,
    isCancelling: run.cancelledAt !== null && (run.state === 'running' || run.undoState === 'running'),
    job: run.jobId,
    progress: { done: removing - open, total: removing },
    results: { ...results, kept: results.kept + kept },
    itemsTotal: run.itemsTotal,
    repositories: counts
      .slice(0, repositoriesShown)
      .map(({ registry_id: registry, repository, items }) => ({ registry, repository, items })),
    repositoryCount: counts.length,
    effects: run.effects,
    garbageCollection: run.garbageCollection,
    undo: {
      state: run.undoState,
      items: results.removed,
      doubtful: run.state === 'running' ? 0 : sum((row) => row.doubtful),
      job: run.undoJobId,
      left: run.undoState === 'running' ? undoing : null,
      missingBlobs: run.missingBlobs,
    },
    problem: run.problem,
  }
}

export const presentItem =
  (protectedBy: ProtectedBy) =>
  (row: ItemRow): DeletionItem => ({
    position: row.position,
    registry: row.registryId,
    repository: row.repository,
    tag: row.tag,
    digest: row.digest,
    isChosen: row.isChosen,
    action: row.action,
    method: row.method,
    fallback: row.fallback,
    reason: row.reason,
    heldBy: row.heldBy,
    detail: row.detail,
    protectedBy: row.tag === null ? null : protectedBy(row.registryId, row.repository, row.tag),
    result: row.result,
    resultCode: row.resultCode,
    resultDetail: row.resultDetail,
    doneAt: row.doneAt?.toISOString() ?? null,
  })
