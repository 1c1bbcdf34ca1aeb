import type { ParamsOf, QueryOf, ResponseOf } from '#lib/api/endpoint.ts'
import type { getPlaces as endpoint } from '#lib/api/places.ts'
import type { Context } from '../context.ts'
import { decodeCursor, encodeCursor } from '../index/keyset.ts'
import { readHolders, readSharing, sharingSorting } from '../index/places.ts'
import { findManifest } from './find-manifest.ts'
import { toTime } from './present-repository.ts'

const maxHolders = 200

/** Where an image is, as far as the index knows: no registry is asked but for what the reference is. */
export async function getPlaces(
  context: Context,
  params: ParamsOf<typeof endpoint>,
  { limit, cursor }: QueryOf<typeof endpoint>,
): Promise<ResponseOf<typeof endpoint>> {
  const after = cursor === undefined ? null : decodeCursor(cursor, sharingSorting, 'desc')
  const { row, freshness } = await findManifest(context, params)
  const [holders, sharing] = await Promise.all([
    readHolders(context.runtime, row.digest, maxHolders),
    readSharing(context.runtime, row.digest, limit, after),
  ])
  const page = sharing.rows.slice(0, limit)
  const last = page.at(-1)
  return {
    digest: row.digest,
    layers: sharing.ownLayers,
    holders: holders.slice(0, maxHolders).map((one) => ({
      registry: one.registry_id,
      repository: one.repository,
      digest: one.digest,
      isInIndex: one.is_in_index,
      tags: one.tags,
      tagCount: one.tag_count,
      seenAt: toTime(one.seen_at),
    })),
    hasMoreHolders: holders.length > maxHolders,
    items: page.map((one) => ({
      registry: one.registry_id,
      repository: one.repository,
      digest: one.digest,
      tag: one.tag,
      tagCount: one.tag_count,
      sharedLayers: one.shared_layers,
      sharedBytes: one.shared_bytes === null ? null : Number(one.shared_bytes),
      size: one.total_size === null ? null : Number(one.total_size),
      createdAt: toTime(one.created_at),
      platforms: one.platforms ?? [],
      isBuiltOnThis: one.is_built_on_this,
    })),
    nextCursor:
      last && sharing.rows.length > limit
        ? encodeCursor({ sort: sharingSorting.id, order: 'desc', value: last.value, name: last.place })
        : null,
    total: sharing.isAtLeast ? null : sharing.count,
    freshness,
  }
}
