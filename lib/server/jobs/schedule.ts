import type { PgBoss } from 'pg-boss'
import type { Schedule } from '#lib/api/automation-definition.ts'

/** An instance that is never started: what it says of a schedule is what the one that runs does. */
let calculator: Promise<PgBoss> | null = null

function calculate(): Promise<PgBoss> {
  calculator ??= import('pg-boss').then(
    ({ PgBoss }) =>
      new PgBoss({ db: { executeSql: () => Promise.reject(new Error('nobody is connected')) } }),
  )
  return calculator
}

/** The next moments of a schedule, after `from`. Throws for what is none. */
export async function nextRuns({ cron, timezone }: Schedule, from: Date, count = 5): Promise<Date[]> {
  return (await calculate()).previewSchedule(cron, { tz: timezone, count, from })
}

/** Why it is no schedule, and in which of its parts; null where it is one. */
export async function scheduleProblem(
  schedule: Schedule,
): Promise<{ key: 'cron' | 'timezone'; message: string } | null> {
  if (!isTimezone(schedule.timezone))
    return { key: 'timezone', message: 'is no time zone such as UTC or Europe/Berlin' }
  const message = 'is no schedule of five fields such as 0 3 * * 1'
  if (schedule.cron.split(/\s+/).length !== 5) return { key: 'cron', message }
  try {
    const moments = await nextRuns(schedule, new Date(0), 1)
    return moments.length > 0 ? null : { key: 'cron', message: 'never comes true' }
  } catch {
    return { key: 'cron', message }
  }
}

function isTimezone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
