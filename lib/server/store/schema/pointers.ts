import { sql } from 'drizzle-orm'
import { boolean, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import type { Kind, Platform } from '#lib/api/tags.ts'
import { moment, sizeBytes, textC } from './columns.ts'
import type { StoredProblem } from './registries.ts'

export const repositories = pgTable(
  'repositories',
  {
    registryId: text('registry_id').notNull(),
    name: textC('name').notNull(),
    source: text('source').$type<'catalog' | 'configured' | 'opened'>().notNull(),
    /** When `tags/list` was last read in full; null: never. */
    tagsListedAt: moment('tags_listed_at'),
    /** When reading it last failed, and why; both null after a success. */
    tagsFailedAt: moment('tags_failed_at'),
    tagsProblem: jsonb('tags_problem').$type<StoredProblem>(),
    /** Without those that only carry referrers; null until the tags were listed. */
    tagCount: integer('tag_count'),
    /** Distinct blobs of all its tags; null until every tag is known. */
    sizeBytes: sizeBytes('size_bytes'),
    /** The same over those tags that are known, and how many are not; with the next three written by one hand (index/summarise). */
    knownSizeBytes: sizeBytes('known_size_bytes').notNull().default(0),
    unknownTags: integer('unknown_tags').notNull().default(0),
    /** Counts how often its blobs were found to be others; 0: nobody has looked. */
    blobsVersion: integer('blobs_version').notNull().default(0),
    lastPushedAt: moment('last_pushed_at'),
    /** Since when the registry lists it no longer. */
    missingSince: moment('missing_since'),
    firstSeenAt: moment('first_seen_at').notNull().defaultNow(),
    /** The walk in which its tags were last looked at from the first to the last, and when that ended. */
    walkId: uuid('walk_id'),
    syncedAt: moment('synced_at'),
    /** Why the last walk could not finish it; null after a success. */
    syncProblem: jsonb('sync_problem').$type<StoredProblem>(),
    /** As the registry told by notification; null where it tells nothing. */
    lastPulledAt: moment('last_pulled_at'),
  },
  (t) => [
    primaryKey({ columns: [t.registryId, t.name] }),
    index('repositories_walk').on(t.registryId, t.walkId),
    // The few that failed, out of thousands.
    index('repositories_problem')
      .on(t.registryId, t.name)
      .where(sql`${t.syncProblem} is not null or ${t.tagsProblem} is not null`),
    // For search, over all registries.
    index('repositories_name').on(t.name),
    index('repositories_trigrams').using('gin', sql`${t.name} gin_trgm_ops`),
  ],
)

/** Digests that were verified to exist in a repository. A fact known from one repository opens no other. */
export const repositoryManifests = pgTable(
  'repository_manifests',
  {
    registryId: text('registry_id').notNull(),
    repository: textC('repository').notNull(),
    digest: text('digest').notNull(),
    /** false: it was looked for (a child of an index, say) and is missing. */
    isPresent: boolean('is_present').notNull(),
    seenAt: moment('seen_at').notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.registryId, t.repository, t.digest] }),
    index('repository_manifests_digest').on(t.digest),
  ],
)

/**
 * The distinct blobs behind the tags of a repository, so that what is shared with whom is a lookup and the size of a
 * registry one pass. Kept by `summariseRepositories`, as true as the counts of the repository.
 */
export const repositoryBlobs = pgTable(
  'repository_blobs',
  {
    registryId: text('registry_id').notNull(),
    repository: textC('repository').notNull(),
    blobDigest: text('blob_digest').notNull(),
    /** The largest claim of any manifest here. */
    sizeBytes: sizeBytes('size_bytes').notNull(),
    /** Whether tags on more than one digest hold it. */
    isShared: boolean('is_shared').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.registryId, t.repository, t.blobDigest] }),
    index('repository_blobs_blob').on(t.registryId, t.blobDigest),
  ],
)

/** A tag is an opinion: where it pointed when we last looked. */
export const tags = pgTable(
  'tags',
  {
    registryId: text('registry_id').notNull(),
    repository: textC('repository').notNull(),
    name: textC('name').notNull(),
    /** Sorts in version order when compared by bytes. */
    versionKey: textC('version_key').notNull(),
    digest: text('digest'),
    /** When the pointer was last read from the registry. */
    seenAt: moment('seen_at'),
    /** When that was last tried, well or not. */
    checkedAt: moment('checked_at'),
    firstSeenAt: moment('first_seen_at').notNull().defaultNow(),
    problem: jsonb('problem').$type<StoredProblem>(),
    /** Since when the registry lists it no longer. */
    goneAt: moment('gone_at'),
    /** A `sha256-…` tag that only carries referrers. */
    isReferrer: boolean('is_referrer').notNull().default(false),
    /** As the registry told by notification; null where it tells nothing. */
    pushedAt: moment('pushed_at'),
    pulledAt: moment('pulled_at'),
    /**
     * Copies of what `manifests` says of the digest, so that a list of thousands sorts and filters without a join. Triggers
     * keep them (drizzle/0004, 0009): nobody writes them. `kind` is null where the index does not know the digest.
     */
    kind: text('kind').$type<Kind>(),
    mediaType: text('media_type'),
    totalSize: sizeBytes('total_size'),
    createdAt: moment('created_at'),
    platforms: jsonb('platforms').$type<Platform[]>(),
  },
  (t) => [
    primaryKey({ columns: [t.registryId, t.repository, t.name] }),
    // Lists leave out what is gone: so do their indexes.
    index('tags_version')
      .on(t.registryId, t.repository, t.versionKey, t.name)
      .where(sql`${t.goneAt} is null`),
    index('tags_digest').on(t.digest),
    // For search, over all registries, from a name in `tag_names`.
    index('tags_name')
      .on(sql`lower(${t.name})`, t.registryId, t.repository)
      .where(sql`${t.goneAt} is null and not ${t.isReferrer}`),
    index('tags_repository_digest').on(t.registryId, t.repository, t.digest).where(sql`${t.goneAt} is null`),
  ],
)
