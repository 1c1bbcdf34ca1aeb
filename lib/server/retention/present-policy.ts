import { sql } from 'drizzle-orm'
import type { Policy } from '#lib/api/policies.ts'
import { nextRuns } from '../jobs/schedule.ts'
import type { Runtime } from '../runtime.ts'
import type { KnownPolicy } from './policies.ts'
import { readRuns } from './runs.ts'

export async function presentPolicy(
  runtime: Runtime,
  { id, definition, stored }: KnownPolicy,
): Promise<Policy> {
  const { enabled, schedule } = definition
  const next = enabled && schedule ? await nextRuns(schedule, new Date()).catch(() => []) : []
  const [lastRun] = await readRuns(runtime, sql`r.policy_id = ${id}`, 1)
  return {
    id,
    ...definition,
    source: stored ? 'store' : 'file',
    version: stored?.version ?? 0,
    createdBy: stored?.createdBy ?? null,
    createdAt: stored?.createdAt.toISOString() ?? null,
    updatedBy: stored?.updatedBy ?? null,
    updatedAt: stored?.updatedAt.toISOString() ?? null,
    nextRuns: next.map((at) => at.toISOString()),
    lastRun: lastRun ?? null,
  }
}
