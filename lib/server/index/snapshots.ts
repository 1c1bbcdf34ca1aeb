import { and, asc, gte, inArray, min, sql } from 'drizzle-orm'
import type { Runtime } from '../runtime.ts'
import { registrySnapshots } from '../store/schema.ts'
import { countRegistry } from './count-registry.ts'
import { dayOf, fillDays, lastDays } from './days.ts'

/** Keeps what the registry holds now as the figures of today (UTC). Called when a walk has ended. */
export async function takeSnapshot(runtime: Runtime, id: string, now = new Date()): Promise<void> {
  const counts = await countRegistry(runtime, id)
  const figures = { ...counts, takenAt: now }
  await runtime.store.db
    .insert(registrySnapshots)
    .values({ registryId: id, day: dayOf(now), ...figures })
    .onConflictDoUpdate({
      target: [registrySnapshots.registryId, registrySnapshots.day],
      set: figures,
      // The later of two walks counts, whichever is written last.
      setWhere: sql`${registrySnapshots.takenAt} <= ${now.toISOString()}::timestamptz`,
    })
}

/** The snapshots of the last days, each day in its place and null where there is none. */
export async function readSnapshots(
  runtime: Runtime,
  ids: readonly string[],
  dayCount: number,
  now = new Date(),
) {
  const days = lastDays(dayCount, now)
  const rows = await runtime.store.db
    .select()
    .from(registrySnapshots)
    .where(
      and(inArray(registrySnapshots.registryId, [...ids]), gte(registrySnapshots.day, days[0] ?? dayOf(now))),
    )
    .orderBy(asc(registrySnapshots.registryId), asc(registrySnapshots.day))
  const byRegistry = Map.groupBy(rows, (row) => row.registryId)
  return { days, of: (id: string) => fillDays(days, byRegistry.get(id) ?? []) }
}

/** The first day of which anything is known; null: no walk has ended yet. */
export async function firstSnapshotDay(runtime: Runtime, id: string): Promise<string | null> {
  const [row] = await runtime.store.db
    .select({ day: min(registrySnapshots.day) })
    .from(registrySnapshots)
    .where(inArray(registrySnapshots.registryId, [id]))
  return row?.day ?? null
}
