import type { RetentionRepository, RetentionTag } from '#lib/engines/retention/rules.ts'
import { readKnowledge } from '../index/tag-filters.ts'
import type { Runtime } from '../runtime.ts'
import { type Labels, readLabels } from './read-labels.ts'
import type { ScopedRegistry, ScopedRepository } from './read-scope.ts'
import { readSignedDigests } from './read-signed.ts'

/** What only some rules ask for. */
export interface Wanted {
  /** Keys of labels. */
  readonly labels: ReadonlySet<string>
  readonly signed: boolean
}

interface Row {
  readonly repository: string
  readonly name: string
  readonly digest: string | null
  readonly kind: string | null
  readonly created: number | null
  readonly pushed: number | null
  readonly pulled: number | null
  readonly seen: number | null
  readonly size: number | null
}

/** Repositories whose tags are read at once. */
const batchSize = 100

/** The tags of repositories out of the index, a batch at a time. Nothing is asked of the registry. */
export async function* readTags(
  runtime: Runtime,
  { registry, repositories }: ScopedRegistry,
  wanted: Wanted,
): AsyncGenerator<RetentionRepository> {
  const { id } = registry.settings
  const { pool } = runtime.store
  const { hasReferrersApi } = await readKnowledge({ runtime, registry, repository: '' })
  const pullsToldSince = await readPullsToldSince(runtime, id)
  for (let at = 0; at < repositories.length; at += batchSize) {
    const batch = repositories.slice(at, at + batchSize)
    const names = batch.map(({ name }) => name)
    // Moments as numbers: a million dates are made in no time that way.
    const { rows } = await pool.query<Row>(
      `SELECT repository, name, digest,
         CASE WHEN digest IS NULL AND problem ->> 'code' = 'manifest_not_found' THEN 'broken' ELSE kind END AS kind,
         (extract(epoch FROM created_at) * 1000)::float8 AS created, (extract(epoch FROM pushed_at) * 1000)::float8 AS pushed,
         (extract(epoch FROM pulled_at) * 1000)::float8 AS pulled, (extract(epoch FROM first_seen_at) * 1000)::float8 AS seen,
         total_size::float8 AS size
       FROM tags WHERE registry_id = $1 AND repository = ANY($2) AND gone_at IS NULL AND NOT is_referrer
       ORDER BY repository, version_key DESC, name`,
      [id, names],
    )
    const digests = new Set(rows.flatMap(({ digest }) => digest ?? []))
    const labels = wanted.labels.size > 0 ? await readLabels(runtime, digests, wanted.labels) : null
    const signed = wanted.signed ? await readSignedDigests(runtime, id, names) : null
    const byName = Map.groupBy(rows, ({ repository }) => repository)
    for (const repository of batch) {
      const here = signed?.get(repository.name)
      const isSigned = (digest: string | null) => {
        if (!signed || digest === null) return null
        return here?.has(digest) || (hasReferrersApi === false ? false : null)
      }
      const tags = (byName.get(repository.name) ?? []).map((row) => tagOf(row, labels, isSigned(row.digest)))
      yield {
        registry: id,
        repository: repository.name,
        tags,
        doubt: doubtOf(repository, tags),
        pullsToldSince,
      }
    }
  }
}

const tagOf = (row: Row, labels: Labels | null, signed: boolean | null): RetentionTag => ({
  name: row.name,
  digest: row.digest,
  kind: row.kind,
  created: row.created,
  pushed: row.pushed,
  pulled: row.pulled,
  firstSeen: row.seen,
  labels: labels?.get(row.digest ?? '') ?? null,
  signed,
  sizeBytes: row.size,
})

/** A tag that nobody has read may be on any digest, and may be any rule’s newest. */
const doubtOf = ({ doubt }: ScopedRepository, tags: readonly RetentionTag[]) =>
  doubt ?? (tags.some(({ kind }) => kind === null) ? 'tags_unread' : null)

/** Since when the registry is known to tell of pulls; null: it was never heard to. */
async function readPullsToldSince({ store }: Runtime, registryId: string): Promise<number | null> {
  const { rows } = await store.pool.query<{ since: number | null }>(
    `SELECT (extract(epoch FROM least(
       (SELECT min(at) FROM events WHERE registry_id = $1 AND action = 'pull'),
       (SELECT min(pulled_at) FROM tags WHERE registry_id = $1))) * 1000)::float8 AS since
     WHERE EXISTS (SELECT FROM repositories WHERE registry_id = $1 AND last_pulled_at IS NOT NULL)`,
    [registryId],
  )
  return rows[0]?.since ?? null
}
