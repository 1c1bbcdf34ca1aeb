import { sql } from 'drizzle-orm'
import type { Mirror } from '#lib/api/mirrors.ts'
import { nextRuns } from '../jobs/schedule.ts'
import type { Runtime } from '../runtime.ts'
import type { KnownMirror } from './mirrors.ts'
import { readMirrorRuns } from './runs.ts'

export async function presentMirror(
  runtime: Runtime,
  { id, definition, stored }: KnownMirror,
): Promise<Mirror> {
  const { enabled, schedule } = definition
  const next = enabled && schedule ? await nextRuns(schedule, new Date()).catch(() => []) : []
  const [lastRun] = await readMirrorRuns(runtime, sql`r.mirror_id = ${id}`, 1)
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
