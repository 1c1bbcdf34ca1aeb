import { sql } from 'drizzle-orm'
import type { RegistryStatus } from '#lib/api/registries.ts'
import type { Runtime } from '../runtime.ts'
import { statusChecks } from '../store/schema.ts'

/** How long a look at a registry's status is remembered. */
export const historyMs = 24 * 3_600_000
const stepMs = 15 * 60_000

/** Remembers how a registry answered, and forgets what is older than a day. `latencyMs` null: no good answer. */
export async function recordCheck(
  { store }: Pick<Runtime, 'store'>,
  id: string,
  check: { readonly at: Date; readonly state: RegistryStatus['state']; readonly latencyMs: number | null },
): Promise<void> {
  await store.db
    .insert(statusChecks)
    .values({ registryId: id, ...check })
    .onConflictDoNothing()
  await store.db.execute(sql`
    DELETE FROM status_checks
    WHERE registry_id = ${id} AND at < ${new Date(check.at.getTime() - historyMs).toISOString()}::timestamptz`)
}

interface Row extends Record<string, unknown> {
  readonly registry_id: string
  /** null in the row that sums the day up. */
  readonly step: number | null
  readonly checks: number
  readonly failed: number
  readonly p50: number | null
  readonly p95: number | null
}

/** The latency of these registries over the last day. One that was never asked is in it with nothing known. */
export async function readLatency(runtime: Runtime, ids: readonly string[], now = new Date()) {
  const stepCount = historyMs / stepMs
  // Steps begin on the quarter of the hour, so that the same look falls into the same step from one answer to the next.
  const end = (Math.floor(now.getTime() / stepMs) + 1) * stepMs
  const startAt = new Date(end - historyMs)
  const { rows } = await runtime.store.db.execute<Row>(sql`
    SELECT registry_id, step, count(*)::int AS checks, count(*) FILTER (WHERE latency_ms IS NULL)::int AS failed,
      percentile_disc(0.5) WITHIN GROUP (ORDER BY latency_ms) AS p50,
      percentile_disc(0.95) WITHIN GROUP (ORDER BY latency_ms) AS p95
    FROM (
      SELECT registry_id, latency_ms,
        floor(extract(epoch FROM at - ${startAt.toISOString()}::timestamptz) / ${stepMs / 1000})::int AS step
      FROM status_checks
      WHERE registry_id = ANY(${sql.param([...ids])}::text[]) AND at >= ${startAt.toISOString()}::timestamptz
    ) AS checks
    GROUP BY GROUPING SETS ((registry_id, step), (registry_id))`)
  return ids.map((registry) => {
    const own = rows.filter((row) => row.registry_id === registry)
    const whole = own.find((row) => row.step === null)
    const steps = new Map(own.map((row) => [row.step, row]))
    const each = Array.from({ length: stepCount }, (_, step) => steps.get(step))
    return {
      registry,
      p50Ms: whole?.p50 ?? null,
      p95Ms: whole?.p95 ?? null,
      checks: whole?.checks ?? 0,
      failed: whole?.failed ?? 0,
      startAt: startAt.toISOString(),
      stepSeconds: stepMs / 1000,
      medianMs: each.map((row) => row?.p50 ?? null),
      failedChecks: each.map((row) => row?.failed ?? 0),
    }
  })
}
