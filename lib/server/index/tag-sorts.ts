import { sql } from 'drizzle-orm'
import type { tagSorts } from '#lib/api/tags.ts'
import type { Sorting } from './keyset.ts'

type TagSort = (typeof tagSorts)[number]

const name = sql`t.name`

/** The registry lists it and has no manifest for it. */
export const isBroken = sql`coalesce(t.digest IS NULL AND t.problem ->> 'code' = 'manifest_not_found', false)`
/** null while nobody has looked. */
export const kind = sql`CASE WHEN ${isBroken} THEN 'broken' ELSE t.kind END`

/** Nothing known, and not because it is broken. What failed otherwise is due again, though not at once. */
export const isUnresolved = sql`(t.kind IS NULL AND NOT ${isBroken}
  AND (t.problem IS NULL OR t.checked_at < now() - interval '60 seconds'))`

/**
 * By what each sort compares: expressions over a row `t` of `tags` that carries `siblings`, `signed` and `artifact_type`
 * where those are sorted by.
 */
const sortings: Readonly<Record<TagSort, Omit<Sorting, 'id' | 'name'>>> = {
  version: { expression: sql`t.version_key`, type: 'text' },
  name: { expression: sql`t.name`, type: 'text' },
  digest: { expression: sql`t.digest COLLATE "C"`, type: 'text' },
  siblings: { expression: sql`t.siblings`, type: 'bigint' },
  platforms: { expression: sql`jsonb_array_length(t.platforms)`, type: 'bigint' },
  size: { expression: sql`t.total_size`, type: 'bigint' },
  createdAt: { expression: sql`t.created_at`, type: 'timestamptz' },
  kind: { expression: sql`(${kind}) COLLATE "C"`, type: 'text' },
  mediaType: { expression: sql`t.media_type COLLATE "C"`, type: 'text' },
  artifactType: { expression: sql`t.artifact_type COLLATE "C"`, type: 'text' },
  firstSeenAt: { expression: sql`t.first_seen_at`, type: 'timestamptz' },
  pushedAt: { expression: sql`t.pushed_at`, type: 'timestamptz' },
  pulledAt: { expression: sql`t.pulled_at`, type: 'timestamptz' },
  signed: { expression: sql`t.signed::int`, type: 'bigint' },
}

export const tagSorting = (sort: TagSort): Sorting => ({ id: sort, name, ...sortings[sort] })

const ascendingFirst: ReadonlySet<string> = new Set(['name', 'digest', 'kind', 'mediaType', 'artifactType'])

/** The order that a column starts with, when nobody says. */
export const defaultTagOrder = (sort: string) => (ascendingFirst.has(sort) ? 'asc' : 'desc')

/** Sorts that can be answered before every tag was looked up. */
const ofPointers: ReadonlySet<string> = new Set(['version', 'name', 'firstSeenAt', 'pushedAt', 'pulledAt'])

/** Whether a sort can only be answered once every tag was looked up. */
export const needsDetails = (sort: string) => !ofPointers.has(sort)
