import { type SQL, sql } from 'drizzle-orm'
import type { DeletionState } from '#lib/api/deletion.ts'
import type { PolicyDefinition } from '#lib/api/policy-definition.ts'
import type { PolicyRun } from '#lib/api/policy-run.ts'
import type { Runtime } from '../runtime.ts'
import type { StoredProblem } from '../store/schema.ts'

interface Row extends Record<string, unknown> {
  readonly id: string
  readonly policy_id: string
  readonly definition: PolicyDefinition
  readonly trigger: PolicyRun['trigger']
  readonly actor: string
  readonly is_dry_run: boolean
  readonly state: PolicyRun['state']
  readonly started_at: string
  readonly finished_at: string | null
  readonly counts: PolicyRun['counts']
  readonly deletion_id: string | null
  readonly problem: StoredProblem | null
  readonly deletion_state: DeletionState | null
  readonly deletion_finished_at: string | null
  readonly deletion_problem: StoredProblem | null
}

/** Runs that match, the newest first. How one that was handed to a deletion ended is what the deletion says. */
export async function readRuns(runtime: Runtime, where: SQL, limit: number): Promise<PolicyRun[]> {
  const { rows } = await runtime.store.db.execute<Row>(sql`
    SELECT r.*, d.state AS deletion_state, d.finished_at AS deletion_finished_at, d.problem AS deletion_problem
    FROM policy_runs r LEFT JOIN deletions d ON d.id = r.deletion_id
    WHERE ${where} ORDER BY r.started_at DESC, r.id DESC LIMIT ${limit}`)
  return rows.map(presentRun)
}

const ofDeletion: Readonly<Record<DeletionState, PolicyRun['state']>> = {
  planned: 'running',
  running: 'running',
  succeeded: 'succeeded',
  partial: 'partial',
  failed: 'failed',
  undone: 'succeeded',
}

function presentRun(row: Row): PolicyRun {
  const follows = row.state === 'succeeded' && row.deletion_state !== null
  const finishedAt = follows ? row.deletion_finished_at : row.finished_at
  return {
    id: row.id,
    policy: { id: row.policy_id, name: row.definition.name },
    trigger: row.trigger,
    actor: row.actor,
    isDryRun: row.is_dry_run,
    state: follows ? ofDeletion[row.deletion_state as DeletionState] : row.state,
    startedAt: new Date(row.started_at).toISOString(),
    finishedAt: finishedAt ? new Date(finishedAt).toISOString() : null,
    counts: row.counts,
    deletion: row.deletion_id,
    problem: follows ? (row.deletion_problem ?? row.problem) : row.problem,
  }
}
