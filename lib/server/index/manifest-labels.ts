import { asc, eq, gt, sql } from 'drizzle-orm'
import { type SearchableLabel, searchableLabels } from '#lib/engines/search/labels.ts'
import { parseImageConfig } from '#lib/registry/image-config.ts'
import { configs, manifests, searchBackfills } from '../store/schema.ts'
import type { Database } from '../store/store.ts'
import { storable } from './storable.ts'

/** Keeps what is searched of the labels of manifests. Like all facts they never change. */
export async function saveLabels(
  db: Pick<Database, 'execute'>,
  labelled: readonly { readonly digest: string; readonly labels: readonly SearchableLabel[] }[],
): Promise<void> {
  const rows = labelled.flatMap(({ digest, labels }) =>
    labels.map((label) => ({ manifestDigest: digest, ...storable(label) })),
  )
  if (rows.length === 0) return
  const column = (of: (row: (typeof rows)[number]) => string) => sql`${sql.param(rows.map(of))}::text[]`
  await db.execute(sql`
    INSERT INTO manifest_labels (manifest_digest, source, key, value)
    SELECT * FROM unnest(${column((r) => r.manifestDigest)}, ${column((r) => r.source)}, ${column((r) => r.key)},
      ${column((r) => r.value)})
    ON CONFLICT DO NOTHING`)
}

const batchSize = 200
const backfill = 'labels'

/** Gives the manifests that were learned before labels were searched theirs, once. Returns how many have any. */
export async function completeLabels(db: Database, signal?: AbortSignal): Promise<number> {
  await db.insert(searchBackfills).values({ name: backfill }).onConflictDoNothing()
  const [state] = await db.select().from(searchBackfills).where(eq(searchBackfills.name, backfill))
  let cursor = state?.cursor ?? ''
  let count = 0
  while (!state?.finishedAt && !signal?.aborted) {
    const rows = await db
      .select({ digest: manifests.digest, annotations: manifests.annotations, config: configs.bytes })
      .from(manifests)
      .leftJoin(configs, eq(configs.digest, manifests.configDigest))
      .where(gt(manifests.digest, cursor))
      .orderBy(asc(manifests.digest))
      .limit(batchSize)
    const labelled = rows
      .map(({ digest, annotations, config }) => ({
        digest,
        labels: searchableLabels(config && parseImageConfig(config)?.config?.Labels, annotations),
      }))
      .filter(({ labels }) => labels.length > 0)
    await saveLabels(db, labelled)
    count += labelled.length
    cursor = rows.at(-1)?.digest ?? cursor
    const finishedAt = rows.length < batchSize ? sql`now()` : null
    await db.update(searchBackfills).set({ cursor, finishedAt }).where(eq(searchBackfills.name, backfill))
    if (finishedAt) break
  }
  return count
}
