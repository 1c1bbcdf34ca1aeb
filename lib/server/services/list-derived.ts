import type { listDerived as endpoint } from '#lib/api/base-images.ts'
import type { ParamsOf, QueryOf, ResponseOf } from '#lib/api/endpoint.ts'
import type { Context } from '../context.ts'
import { countDerived, derivedSorting, readDerived } from '../index/base-images.ts'
import { decodeCursor, encodeCursor } from '../index/keyset.ts'
import { findManifest } from './find-manifest.ts'
import { toTime } from './present-repository.ts'

export async function listDerived(
  context: Context,
  params: ParamsOf<typeof endpoint>,
  { limit, cursor }: QueryOf<typeof endpoint>,
): Promise<ResponseOf<typeof endpoint>> {
  const after = cursor === undefined ? null : decodeCursor(cursor, derivedSorting, 'asc')
  const { row, freshness } = await findManifest(context, params)
  const rows = await readDerived(context.runtime, row.digest, limit, after)
  const { count, isAtLeast } = await countDerived(context.runtime, row.digest)
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    items: page.map((one) => ({
      registry: one.registry_id,
      repository: one.repository,
      digest: one.digest,
      tag: one.tag,
      tagCount: one.tag_count,
      size: one.total_size === null ? null : Number(one.total_size),
      createdAt: toTime(one.created_at),
      platforms: one.platforms ?? [],
    })),
    nextCursor:
      last && rows.length > limit
        ? encodeCursor({ sort: derivedSorting.id, order: 'asc', value: last.place, name: last.digest })
        : null,
    total: isAtLeast ? null : count,
    freshness,
  }
}
