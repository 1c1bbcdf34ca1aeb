import { sql } from 'drizzle-orm'
import { boolean, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import type { z } from 'zod'
import type { CreatedSource, Kind, Platform } from '#lib/api/tags.ts'
import type { DescriptorPlatform } from '#lib/registry/types.ts'
import { bytea, moment, sizeBytes } from './columns.ts'

/**
 * What a digest names never changes: read once, verified, kept for ever, and shared by all registries. Nothing refers
 * here by foreign key, because a pointer is often known before the fact.
 */
export const manifests = pgTable(
  'manifests',
  {
    digest: text('digest').primaryKey(),
    mediaType: text('media_type').notNull(),
    sizeBytes: integer('size_bytes').notNull(),
    /** The registry's exact bytes. */
    bytes: bytea('bytes').notNull(),
    kind: text('kind').$type<Kind>().notNull(),
    artifactType: text('artifact_type'),
    subjectDigest: text('subject_digest'),
    configDigest: text('config_digest'),
    /** Config plus distinct layers, for an index over its children; null while unknown. */
    totalSize: sizeBytes('total_size'),
    createdAt: moment('created_at'),
    createdSource: text('created_source').$type<z.infer<typeof CreatedSource>>(),
    platforms: jsonb('platforms').$type<Platform[]>(),
    annotations: jsonb('annotations').$type<Record<string, string>>().notNull().default({}),
    /** false while a child of an index is missing: it is looked at again, for the child may be pushed yet. */
    isComplete: boolean('is_complete').notNull(),
    firstSeenAt: moment('first_seen_at').notNull().defaultNow(),
  },
  (t) => [
    index('manifests_subject').on(t.subjectDigest),
    index('manifests_config').on(t.configDigest),
    // Small: most manifests have none, and a list of thousands of tags sorts by it.
    index('manifests_artifact_type').on(t.digest, t.artifactType).where(sql`${t.artifactType} is not null`),
    // Small, so that whether each of thousands of tags is signed is asked for in passing.
    index('manifests_signature').on(t.subjectDigest).where(sql`${t.kind} = 'signature'`),
  ],
)

export const manifestBlobs = pgTable(
  'manifest_blobs',
  {
    manifestDigest: text('manifest_digest').notNull(),
    blobDigest: text('blob_digest').notNull(),
    role: text('role').$type<'config' | 'layer'>().notNull(),
    position: integer('position').notNull(),
    mediaType: text('media_type').notNull(),
    /** As the manifest claims; null where it does not (schema 1). */
    sizeBytes: sizeBytes('size_bytes'),
  },
  (t) => [
    primaryKey({ columns: [t.manifestDigest, t.role, t.position] }),
    index('manifest_blobs_blob').on(t.blobDigest),
  ],
)

export const manifestChildren = pgTable(
  'manifest_children',
  {
    parentDigest: text('parent_digest').notNull(),
    position: integer('position').notNull(),
    childDigest: text('child_digest').notNull(),
    mediaType: text('media_type').notNull(),
    artifactType: text('artifact_type'),
    platform: jsonb('platform').$type<DescriptorPlatform>(),
    sizeBytes: sizeBytes('size_bytes'),
    annotations: jsonb('annotations').$type<Record<string, string>>().notNull().default({}),
  },
  (t) => [
    primaryKey({ columns: [t.parentDigest, t.position] }),
    index('manifest_children_child').on(t.childDigest),
  ],
)

/** Config blobs, whatever they are: their exact bytes. */
export const configs = pgTable('configs', {
  digest: text('digest').primaryKey(),
  bytes: bytea('bytes').notNull(),
  sizeBytes: integer('size_bytes').notNull(),
})

/**
 * The layers of an image as chain IDs (engines/layers/chain): what it is built on has a chain that is among the prefixes
 * here, and what is built on it has this chain among its prefixes. No row: not an image, or one without layers.
 */
export const imageChains = pgTable(
  'image_chains',
  {
    manifestDigest: text('manifest_digest').primaryKey(),
    chain: uuid('chain').notNull(),
    depth: integer('depth').notNull(),
    /** Of every proper prefix, the lowest first. */
    prefixes: uuid('prefixes').array().notNull(),
  },
  (t) => [index('image_chains_chain').on(t.chain), index('image_chains_prefixes').using('gin', t.prefixes)],
)
