import { type SQL, sql } from 'drizzle-orm'
import type { z } from 'zod'
import { type listManifests, type ManifestRole, manifestRoles } from '#lib/api/manifest-list.ts'
import type { CreatedSource, Platform } from '#lib/api/tags.ts'
import {
  afterCursor,
  cursorValue,
  decodeCursor,
  encodeCursor,
  likePattern,
  orderBy,
  type Sorting,
} from './keyset.ts'
import type { Place } from './place.ts'
import { isBroken, isUnresolved } from './tag-sorts.ts'

type Query = z.output<typeof listManifests.query>
export type ManifestQuery = Omit<Query, 'order'> & { readonly order: 'asc' | 'desc' }

export interface ManifestListRow {
  readonly digest: string
  readonly seen_at: string
  readonly media_type: string | null
  readonly kind: string | null
  readonly artifact_type: string | null
  readonly total_size: string | null
  readonly created_at: string | null
  readonly created_source: z.infer<typeof CreatedSource> | null
  readonly platforms: Platform[] | null
  readonly subject_digest: string | null
  readonly role: ManifestRole | null
  readonly held_by: string
  readonly cursor_value: string | null
}

const sortings: Readonly<Record<Query['sort'], Omit<Sorting, 'id' | 'name'>>> = {
  digest: { expression: sql`t.digest COLLATE "C"`, type: 'text' },
  role: { expression: sql`t.role COLLATE "C"`, type: 'text' },
  kind: { expression: sql`t.kind COLLATE "C"`, type: 'text' },
  artifactType: { expression: sql`t.artifact_type COLLATE "C"`, type: 'text' },
  platforms: { expression: sql`jsonb_array_length(t.platforms)`, type: 'bigint' },
  size: { expression: sql`t.total_size`, type: 'bigint' },
  createdAt: { expression: sql`t.created_at`, type: 'timestamptz' },
  heldBy: { expression: sql`t.held_by`, type: 'bigint' },
  seenAt: { expression: sql`t.seen_at`, type: 'timestamptz' },
}

const ascendingFirst: ReadonlySet<string> = new Set(['digest', 'role', 'kind', 'artifactType'])

/** The order that a column starts with, when nobody says. */
export const defaultManifestOrder = (sort: string) => (ascendingFirst.has(sort) ? 'asc' : 'desc')

const here = ({ registry, repository }: Place, table: string) =>
  sql`${sql.raw(table)}.registry_id = ${registry.settings.id} AND ${sql.raw(table)}.repository = ${repository}`

/** How many indexes of the repository hold a digest. Asked for rows that nothing else decides about, and those of the page. */
const holders = (place: Place, digest: SQL) => sql`(
  SELECT count(DISTINCT c.parent_digest) FROM manifest_children c
  WHERE c.child_digest = ${digest} AND EXISTS (
    SELECT FROM repository_manifests p
    WHERE ${here(place, 'p')} AND p.digest = c.parent_digest AND p.is_present))`

const columns = sql`t.digest, t.seen_at, t.media_type, t.kind, t.artifact_type, t.total_size, t.created_at, t.created_source,
  t.platforms, t.subject_digest, t.role`

/**
 * Each manifest of the repository with what it is there for. `IN (…) IS TRUE` and `LATERAL … OFFSET 0` leave nothing to
 * statistics that a database has not made yet (decision 50): tags are looked up in a hash, facts each by their key.
 */
function seenManifests(place: Place, { untagged }: ManifestQuery): SQL {
  const isTagged = sql`(r.digest IN (
    SELECT g.digest FROM tags g WHERE ${here(place, 'g')} AND g.gone_at IS NULL AND g.digest IS NOT NULL)) IS TRUE`
  const wanted = untagged === undefined ? sql`` : sql` AND (${isTagged}) = ${!untagged}`
  return sql`(
    SELECT s.*, CASE WHEN s.is_tagged THEN 'tagged' WHEN s.subject_digest IS NOT NULL THEN 'referrer'
      WHEN s.held_by > 0 THEN 'child' WHEN s.kind IS NULL THEN NULL ELSE 'loose' END AS role
    FROM (
      SELECT r.digest, r.seen_at, ${isTagged} AS is_tagged, m.*, ${holders(place, sql`r.digest`)} AS held_by
      FROM (SELECT * FROM repository_manifests r WHERE ${here(place, 'r')} AND r.is_present${wanted}) r
      LEFT JOIN LATERAL (
        SELECT media_type, kind, artifact_type, total_size, created_at, created_source, platforms, subject_digest
        FROM manifests WHERE digest = r.digest OFFSET 0) m ON true
    ) s
  )`
}

/** One page of the manifests of a repository, out of the index alone, and how many there are of each role. */
export async function readManifestPage(place: Place, query: ManifestQuery) {
  const sorting: Sorting = { id: query.sort, name: sql`t.digest COLLATE "C"`, ...sortings[query.sort] }
  const pattern = query.q ? likePattern(query.q) : null
  const matches =
    pattern === null
      ? sql`true`
      : sql`(t.digest ILIKE ${pattern} OR t.artifact_type ILIKE ${pattern} OR t.media_type ILIKE ${pattern}) IS TRUE`
  const ofRole = query.role?.length
    ? sql`(t.role = ANY(${sql.param(query.role)}::text[])) IS TRUE`
    : sql`true`
  const after = query.cursor
    ? sql` AND ${afterCursor(sorting, query.order, decodeCursor(query.cursor, sorting, query.order))}`
    : sql``
  const { db } = place.runtime.store
  const [page, counts, unresolved] = [
    await db.execute<ManifestListRow & Record<string, unknown>>(sql`
      WITH page AS MATERIALIZED (
        SELECT ${columns}, ${cursorValue(sorting)} AS cursor_value, row_number() OVER (ORDER BY ${orderBy(sorting, query.order)}) AS position
        FROM ${seenManifests(place, query)} t WHERE ${matches} AND ${ofRole}${after}
        ORDER BY ${orderBy(sorting, query.order)} LIMIT ${query.limit + 1}
      )
      SELECT t.*, ${holders(place, sql`t.digest`)} AS held_by FROM page t ORDER BY t.position`),
    await db.execute<{ role: ManifestRole | null; total: string; shown: string }>(sql`
      SELECT t.role, count(*) AS total, count(*) FILTER (WHERE ${ofRole}) AS shown
      FROM ${seenManifests(place, query)} t WHERE ${matches} GROUP BY t.role`),
    await db.execute<{ count: string; due: string }>(sql`
      SELECT count(*) AS count, count(*) FILTER (WHERE ${isUnresolved}) AS due FROM tags t
      WHERE ${here(place, 't')} AND t.gone_at IS NULL AND t.digest IS NULL AND NOT ${isBroken}`),
  ]
  const rows: ManifestListRow[] = page.rows.slice(0, query.limit)
  const last = rows.at(-1)
  const countOf = (role: ManifestRole) => Number(counts.rows.find((row) => row.role === role)?.total ?? 0)
  return {
    rows,
    total: counts.rows.reduce((sum, { shown }) => sum + Number(shown), 0),
    roles: Object.fromEntries(manifestRoles.map((role) => [role, countOf(role)])) as Record<
      ManifestRole,
      number
    >,
    unresolvedTags: Number(unresolved.rows[0]?.count ?? 0),
    /** How many of them are to be looked up: what failed a moment ago is left alone. */
    dueTags: Number(unresolved.rows[0]?.due ?? 0),
    nextCursor:
      last && page.rows.length > query.limit
        ? encodeCursor({ sort: sorting.id, order: query.order, value: last.cursor_value, name: last.digest })
        : null,
  }
}
