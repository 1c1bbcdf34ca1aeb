import { type SQL, sql } from 'drizzle-orm'
import type { CopyState } from '#lib/api/copies.ts'
import type { DeletionState } from '#lib/api/deletion.ts'
import type { MirrorDefinition } from '#lib/api/mirror-definition.ts'
import type { MirrorRun } from '#lib/api/mirror-run.ts'
import type { Runtime } from '../runtime.ts'
import type { StoredProblem } from '../store/schema.ts'

interface Row extends Record<string, unknown> {
  readonly id: string
  readonly mirror_id: string
  readonly definition: MirrorDefinition
  readonly trigger: MirrorRun['trigger']
  readonly actor: string
  readonly is_dry_run: boolean
  readonly state: MirrorRun['state']
  readonly started_at: string
  readonly finished_at: string | null
  readonly counts: MirrorRun['counts']
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
export async function readMirrorRuns(runtime: Runtime, where: SQL, limit: number): Promise<MirrorRun[]> {
  const { rows } = await runtime.store.db.execute<Row>(sql`
    SELECT r.*, c.state AS copy_state, c.finished_at AS copy_finished_at, c.problem AS copy_problem,
      d.state AS deletion_state, d.finished_at AS deletion_finished_at, d.problem AS deletion_problem
    FROM mirror_runs r LEFT JOIN copies c ON c.id = r.copy_id LEFT JOIN deletions d ON d.id = r.deletion_id
    WHERE ${where} ORDER BY r.started_at DESC, r.id DESC LIMIT ${limit}`)
  return rows.map(presentRun)
}

type State = MirrorRun['state']
const ofCopy: Readonly<Record<CopyState, State>> = {
  queued: 'running',
  running: 'running',
  succeeded: 'succeeded',
  partial: 'partial',
  failed: 'failed',
  cancelled: 'partial',
  undone: 'succeeded',
}
const ofDeletion: Readonly<Record<DeletionState, State>> = {
  planned: 'running',
  running: 'running',
  succeeded: 'succeeded',
  partial: 'partial',
  failed: 'failed',
  undone: 'succeeded',
}

function presentRun(row: Row): MirrorRun {
  const { copy_state: copy, deletion_state: deletion } = row
  const parts = [row.state, ...(copy ? [ofCopy[copy]] : []), ...(deletion ? [ofDeletion[deletion]] : [])]
  const state = row.state === 'succeeded' || row.state === 'partial' ? combined(parts) : row.state
  const ends = [row.finished_at, copy && row.copy_finished_at, deletion && row.deletion_finished_at]
  const latest = Math.max(...ends.flatMap((end) => (end ? [new Date(end).getTime()] : [])))
  return {
    id: row.id,
    mirror: { id: row.mirror_id, name: row.definition.name },
    trigger: row.trigger,
    actor: row.actor,
    isDryRun: row.is_dry_run,
    state,
    startedAt: new Date(row.started_at).toISOString(),
    finishedAt:
      state === 'queued' || state === 'running' || !Number.isFinite(latest)
        ? null
        : new Date(latest).toISOString(),
    counts: row.counts,
    copy: row.copy_id,
    deletion: row.deletion_id,
    problem: row.problem ?? row.copy_problem ?? row.deletion_problem,
  }
}

function combined(parts: readonly State[]): State {
  if (parts.includes('running')) return 'running'
  const began = parts.slice(1)
  if (began.length > 0 && began.every((state) => state === 'failed')) return 'failed'
  return parts.every((state) => state === 'succeeded') ? 'succeeded' : 'partial'
}
