import { type SQL, sql } from 'drizzle-orm'
import type { ParsedManifest } from '#lib/registry/manifest.ts'
import type { Descriptor, RawManifest } from '#lib/registry/types.ts'
import type { Database } from '../store/store.ts'
import type { DerivedFacts } from './derive-facts.ts'
import { saveChains } from './image-chains.ts'
import { saveLabels } from './manifest-labels.ts'
import { storable } from './storable.ts'

/** A manifest and all that is derived from it, ready to be kept. */
export interface ManifestFacts {
  readonly raw: RawManifest
  readonly parsed: ParsedManifest
  readonly derived: DerivedFacts
}

export interface ConfigFacts {
  readonly digest: string
  readonly bytes: Buffer
}

export type Transaction = Pick<Database, 'execute' | 'insert'>

/** A column of many rows as one parameter. */
const column = (values: readonly unknown[], type: string): SQL =>
  sql`${sql.param(values)}::${sql.raw(type)}[]`
const json = (value: unknown) =>
  value === null || value === undefined ? null : JSON.stringify(storable(value))
const text = (value: string | null | undefined) => (value == null ? null : storable(value))

/** Rows are written in the order of their keys everywhere, so that two writers of the same facts wait and never deadlock. */
export async function writeFacts(
  tx: Transaction,
  facts: readonly ManifestFacts[],
  configs: readonly ConfigFacts[],
): Promise<void> {
  const ordered = facts.toSorted((a, b) => (a.raw.digest < b.raw.digest ? -1 : 1))
  if (ordered.length > 0) await tx.execute(manifestRows(ordered))
  const blobs = ordered.flatMap(({ raw, parsed }) => blobsOf(raw.digest, parsed))
  if (blobs.length > 0) await tx.execute(blobRows(blobs))
  const children = ordered.flatMap(({ raw, parsed }) => childrenOf(raw.digest, parsed))
  if (children.length > 0) await tx.execute(childRows(children))
  const chains = ordered.flatMap(({ raw, derived }) =>
    derived.chain ? [{ digest: raw.digest, chain: derived.chain }] : [],
  )
  if (chains.length > 0) await saveChains(tx, chains)
  await saveLabels(
    tx,
    ordered.map(({ raw, derived }) => ({ digest: raw.digest, labels: derived.labels })),
  )
  const sorted = configs.toSorted((a, b) => (a.digest < b.digest ? -1 : 1))
  if (sorted.length > 0) {
    await tx.execute(sql`
      INSERT INTO configs (digest, bytes, size_bytes)
      SELECT * FROM unnest(${column(
        sorted.map((c) => c.digest),
        'text',
      )}, ${column(
        sorted.map((c) => c.bytes),
        'bytea',
      )}, ${column(
        sorted.map((c) => c.bytes.length),
        'int',
      )})
      ON CONFLICT DO NOTHING`)
  }
}

function manifestRows(facts: readonly ManifestFacts[]): SQL {
  const of = (value: (facts: ManifestFacts) => unknown, type: string) => column(facts.map(value), type)
  // What is known in full is a fact; an index whose child was missing may be known better now.
  return sql`
    INSERT INTO manifests (digest, media_type, size_bytes, bytes, kind, artifact_type, subject_digest, config_digest,
      total_size, created_at, created_source, platforms, annotations, is_complete)
    SELECT digest, media_type, size_bytes, bytes, kind, artifact_type, subject_digest, config_digest, total_size,
      created_at, created_source, platforms::jsonb, annotations::jsonb, is_complete
    FROM unnest(
      ${of((f) => f.raw.digest, 'text')}, ${of((f) => text(f.raw.mediaType), 'text')},
      ${of((f) => f.raw.bytes.length, 'int')}, ${of((f) => f.raw.bytes, 'bytea')},
      ${of((f) => f.derived.kind, 'text')},
      ${of(({ parsed }) => ('artifactType' in parsed ? text(parsed.artifactType) : null), 'text')},
      ${of(({ parsed }) => ('subject' in parsed ? (parsed.subject?.digest ?? null) : null), 'text')},
      ${of(({ parsed }) => (parsed.shape === 'image' ? parsed.config.digest : null), 'text')},
      ${of((f) => f.derived.totalSize, 'bigint')},
      ${of((f) => f.derived.created?.at ?? null, 'timestamptz')},
      ${of((f) => f.derived.created?.source ?? null, 'text')},
      ${of((f) => json(f.derived.platforms), 'text')},
      ${of(({ parsed }) => json('annotations' in parsed ? parsed.annotations : {}), 'text')},
      ${of(isComplete, 'bool')}
    ) AS f(digest, media_type, size_bytes, bytes, kind, artifact_type, subject_digest, config_digest, total_size,
      created_at, created_source, platforms, annotations, is_complete)
    ON CONFLICT (digest) DO UPDATE SET kind = excluded.kind, total_size = excluded.total_size,
      created_at = excluded.created_at, created_source = excluded.created_source, platforms = excluded.platforms,
      is_complete = excluded.is_complete
    WHERE NOT manifests.is_complete`
}

/** An index with a missing child is looked at again, for the child may be pushed yet. */
const isComplete = ({ derived }: ManifestFacts) => derived.kind !== 'index' || derived.totalSize !== null

interface BlobRow {
  readonly manifest: string
  readonly role: 'config' | 'layer'
  readonly position: number
  readonly blob: Descriptor
}

function blobsOf(manifest: string, parsed: ParsedManifest): BlobRow[] {
  if (parsed.shape !== 'image') return []
  return [
    { manifest, role: 'config', position: 0, blob: parsed.config },
    ...parsed.layers.map((blob, position) => ({ manifest, role: 'layer' as const, position, blob })),
  ]
}

function blobRows(rows: readonly BlobRow[]): SQL {
  const of = (value: (row: BlobRow) => unknown, type: string) => column(rows.map(value), type)
  return sql`
    INSERT INTO manifest_blobs (manifest_digest, role, position, blob_digest, media_type, size_bytes)
    SELECT * FROM unnest(${of((r) => r.manifest, 'text')}, ${of((r) => r.role, 'text')},
      ${of((r) => r.position, 'int')}, ${of((r) => r.blob.digest, 'text')},
      ${of((r) => text(r.blob.mediaType), 'text')}, ${of((r) => r.blob.size, 'bigint')})
    ON CONFLICT DO NOTHING`
}

interface ChildRow {
  readonly parent: string
  readonly position: number
  readonly child: Descriptor
}

const childrenOf = (parent: string, parsed: ParsedManifest): ChildRow[] =>
  parsed.shape === 'index' ? parsed.manifests.map((child, position) => ({ parent, position, child })) : []

function childRows(rows: readonly ChildRow[]): SQL {
  const of = (value: (row: ChildRow) => unknown, type: string) => column(rows.map(value), type)
  return sql`
    INSERT INTO manifest_children (parent_digest, position, child_digest, media_type, artifact_type, platform, size_bytes,
      annotations)
    SELECT parent, position, child, media_type, artifact_type, platform::jsonb, size, annotations::jsonb
    FROM unnest(${of((r) => r.parent, 'text')}, ${of((r) => r.position, 'int')},
      ${of((r) => r.child.digest, 'text')}, ${of((r) => text(r.child.mediaType), 'text')},
      ${of((r) => text(r.child.artifactType), 'text')}, ${of((r) => json(r.child.platform), 'text')},
      ${of((r) => r.child.size, 'bigint')}, ${of((r) => json(r.child.annotations ?? {}), 'text')})
      AS c(parent, position, child, media_type, artifact_type, platform, size, annotations)
    ON CONFLICT DO NOTHING`
}
