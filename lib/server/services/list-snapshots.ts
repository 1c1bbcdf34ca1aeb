import type { ParamsOf, QueryOf, ResponseOf } from '#lib/api/endpoint.ts'
import type { listSnapshots as endpoint, listGrowth as growth } from '#lib/api/overview.ts'
import type { Context } from '../context.ts'
import { firstSnapshotDay, readSnapshots } from '../index/snapshots.ts'

const unknown = { repositories: null, tags: null, bytes: null }

/** One registry, day by day. */
export async function listSnapshots(
  { runtime }: Context,
  params: ParamsOf<typeof endpoint>,
  query: QueryOf<typeof endpoint>,
): Promise<ResponseOf<typeof endpoint>> {
  const { id } = (await runtime.registries.get(params.registry)).settings
  const { days, of } = await readSnapshots(runtime, [id], query.days)
  const rows = of(id)
  return {
    items: days.map((day, at) => {
      const row = rows[at]
      return row ? { ...row, takenAt: row.takenAt.toISOString() } : { day, ...unknown, takenAt: null }
    }),
    firstDay: await firstSnapshotDay(runtime, id),
  }
}

/** All registries beside each other. */
export async function listGrowth(
  { runtime }: Context,
  query: QueryOf<typeof growth>,
): Promise<ResponseOf<typeof growth>> {
  const ids = (await runtime.registries.list()).map(({ settings }) => settings.id)
  const { days, of } = await readSnapshots(runtime, ids, query.days)
  return {
    days,
    series: ids.flatMap((registry) => {
      const rows = of(registry)
      if (rows.every((row) => row === null)) return []
      return {
        registry,
        repositories: rows.map((row) => row?.repositories ?? null),
        tags: rows.map((row) => row?.tags ?? null),
        bytes: rows.map((row) => row?.bytes ?? null),
      }
    }),
  }
}
