import { type SQL, sql } from 'drizzle-orm'
import type { AutomationRun, AutomationRunState } from '#lib/api/automations.ts'
import type { CopyState } from '#lib/api/copies.ts'
import type { DeletionState } from '#lib/api/deletion.ts'
import type { Runtime } from '../runtime.ts'
import type { StoredProblem } from '../store/schema.ts'
import type { AutomationDefinition, AutomationKind } from './kind.ts'

interface Row extends Record<string, unknown> {
  readonly id: string
  readonly automation_id: string
  readonly definition: AutomationDefinition
  readonly trigger: AutomationRun['trigger']
  readonly actor: string
  readonly is_dry_run: boolean
  readonly state: AutomationRunState
  readonly started_at: string
  readonly finished_at: string | null
  readonly counts: unknown
  readonly copy_id: string | null
  readonly deletion_id: string | null
  readonly problem: StoredProblem | null
  readonly copy_state: CopyState | null
  readonly copy_finished_at: string | null
  readonly copy_problem: StoredProblem | null
  readonly deletion_state: DeletionState | null
  readonly deletion_finished_at: string | null
  readonly deletion_problem: StoredProblem | null
}

/** Runs that match, the newest first. How what they began has ended is what the copy and the deletion say. */
export async function readRuns<Run extends AutomationRun>(
  // biome-ignore lint/suspicious/noExplicitAny: only what is shown of a run matters here.
  kind: Pick<AutomationKind<any, Run, any>, 'one' | 'presentRun'>,
  runtime: Runtime,
  where: SQL,
  limit: number,
): Promise<Run[]> {
  const table = sql.identifier(`${kind.one}_runs`)
  const of = sql.identifier(`${kind.one}_id`)
  // Only a mirror begins copies.
  const copyId = kind.one === 'mirror' ? sql`r.copy_id` : sql`NULL::uuid`
  const { rows } = await runtime.store.db.execute<Row>(sql`
    SELECT r.*, r.${of} AS automation_id, ${copyId} AS copy_id,
      c.state AS copy_state, c.finished_at AS copy_finished_at, c.problem AS copy_problem,
      d.state AS deletion_state, d.finished_at AS deletion_finished_at, d.problem AS deletion_problem
    FROM ${table} r LEFT JOIN copies c ON c.id = ${copyId} LEFT JOIN deletions d ON d.id = r.deletion_id
    WHERE ${where} ORDER BY r.started_at DESC, r.id DESC LIMIT ${limit}`)
  return rows.map((row) =>
    kind.presentRun(presentRun(row), {
      of: { id: row.automation_id, name: row.definition.name },
      counts: row.counts,
      copy: row.copy_id,
      deletion: row.deletion_id,
    }),
  )
}

/** The runs of one. */
export const runsOf = ({ one }: Pick<AutomationKind, 'one'>, id: string): SQL =>
  sql`r.${sql.identifier(`${one}_id`)} = ${id}`

const ofCopy: Readonly<Record<CopyState, AutomationRunState>> = {
  queued: 'running',
  running: 'running',
  succeeded: 'succeeded',
  partial: 'partial',
  failed: 'failed',
  cancelled: 'partial',
  undone: 'undone',
}
const ofDeletion: Readonly<Record<DeletionState, AutomationRunState>> = {
  planned: 'running',
  running: 'running',
  succeeded: 'succeeded',
  partial: 'partial',
  failed: 'failed',
  undone: 'undone',
}

function presentRun(row: Row): AutomationRun {
  const { copy_state: copy, deletion_state: deletion } = row
  // What a dry run has planned, and what a run has left that failed by itself, says nothing about how it ended.
  const hasBegun = row.state === 'succeeded' || row.state === 'partial'
  const parts = [row.state, ...(copy ? [ofCopy[copy]] : []), ...(deletion ? [ofDeletion[deletion]] : [])]
  const state = hasBegun ? combined(parts) : row.state
  const begun = hasBegun ? [copy && row.copy_finished_at, deletion && row.deletion_finished_at] : []
  const ends = [row.finished_at, ...begun].flatMap((end) => (end ? [new Date(end).getTime()] : []))
  const hasEnded = state !== 'queued' && state !== 'running' && ends.length > 0
  return {
    id: row.id,
    trigger: row.trigger,
    actor: row.actor,
    isDryRun: row.is_dry_run,
    state,
    startedAt: new Date(row.started_at).toISOString(),
    finishedAt: hasEnded ? new Date(Math.max(...ends)).toISOString() : null,
    problem: row.problem ?? (hasBegun ? (row.copy_problem ?? row.deletion_problem) : null),
  }
}

function combined(parts: readonly AutomationRunState[]): AutomationRunState {
  if (parts.includes('running')) return 'running'
  const began = parts.slice(1)
  if (began.length > 0 && began.every((state) => state === 'failed')) return 'failed'
  if (began.length > 0 && began.every((state) => state === 'undone')) return 'undone'
  return parts.every((state) => state === 'succeeded') ? 'succeeded' : 'partial'
}
