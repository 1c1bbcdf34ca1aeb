import { z } from 'zod'
import {
  Digest,
  decodeRepository,
  flag,
  ListQuery,
  pageOf,
  RegistryId,
  repositoryNamePattern,
  TagName,
} from './common.ts'
import {
  Deletion,
  DeletionItem,
  DeletionOptions,
  DeletionState,
  DeletionSummary,
  itemResults,
  UndoPreview,
} from './deletion.ts'
import { defineEndpoint } from './endpoint.ts'
import { TagFilters } from './tags.ts'

/** The most items that one request may name, and the most that a filter may match. */
export const maxItems = 10_000
export const maxMatching = 50_000

const Count = z.number().int().nonnegative()

/** A repository in a body, written as it is or as in an address with `~`. */
export const RepositoryName = z
  .string()
  .max(255)
  .transform(decodeRepository)
  .refine((name) => repositoryNamePattern.test(name), 'is not a repository name')

const RequestedTag = z.strictObject({
  registry: RegistryId,
  repository: RepositoryName,
  tag: TagName,
  /** The digest that whoever chose the tag saw it on: it stays where it has moved since. */
  expected: Digest.optional(),
})
const RequestedManifest = z.strictObject({ registry: RegistryId, repository: RepositoryName, digest: Digest })

export const RequestedItem = z.union([RequestedTag, RequestedManifest])
export type RequestedItem = z.output<typeof RequestedItem>

/** `true` as in an address, or as in JSON. */
const bodyFlag = z
  .union([
    z
      .boolean()
      .transform(String)
      .pipe(z.enum(['true', 'false'])),
    z.enum(['true', 'false']),
  ])
  .transform((text) => text === 'true')
  .optional()

/** All tags that the list of a repository shows under these filters (the parameters of `GET …/tags`), but the excepted ones. */
export const Matching = z.strictObject({
  registry: RegistryId,
  repository: RepositoryName,
  q: z.string().max(256).optional(),
  ...TagFilters.shape,
  broken: bodyFlag,
  signed: bodyFlag,
  neverPulled: bodyFlag,
  /** `sha256-…` tags, too. */
  referrers: bodyFlag,
  except: z.array(TagName).max(maxItems).default([]),
})
export type Matching = z.output<typeof Matching>

const DeletionParams = z.object({ id: z.uuid() })

export const planDeletion = defineEndpoint({
  id: 'planDeletion',
  method: 'POST',
  path: '/deletions',
  summary:
    'A plan of what would go and what would stay, read from the registries just now. Nothing is deleted yet',
  can: 'delete',
  body: z
    .strictObject({
      items: z.array(RequestedItem).max(maxItems).default([]),
      matching: z.union([Matching.transform((one) => [one]), z.array(Matching).max(100)]).default(() => []),
      options: DeletionOptions.default({ children: true, referrers: false }),
    })
    .refine(({ items, matching }) => items.length + matching.length > 0, 'name at least one item'),
  maxBodyBytes: 8 * 1024 * 1024,
  successStatus: 201,
  response: Deletion,
})

export const listDeletions = defineEndpoint({
  id: 'listDeletions',
  method: 'GET',
  path: '/deletions',
  summary: 'Deletions, the newest first; `trash=true`: those that can still be undone',
  can: 'read',
  query: ListQuery.omit({ q: true, order: true }).extend({
    trash: flag,
    state: DeletionState.optional(),
    registry: RegistryId.optional(),
    policy: z.string().max(64).optional(),
  }),
  response: pageOf(DeletionSummary),
})

export const getDeletion = defineEndpoint({
  id: 'getDeletion',
  method: 'GET',
  path: '/deletions/{id}',
  summary: 'A deletion: what was planned, how far it is, how it ended',
  can: 'read',
  params: DeletionParams,
  response: Deletion,
})

export const listDeletionItems = defineEndpoint({
  id: 'listDeletionItems',
  method: 'GET',
  path: '/deletions/{id}/items',
  summary: 'The items of a deletion, in the order in which they were asked for, what goes along at the end',
  can: 'read',
  params: DeletionParams,
  query: ListQuery.omit({ order: true }).extend({
    action: z.enum(['remove', 'keep']).optional(),
    /** `none`: its turn has not come. */
    result: z.enum([...itemResults, 'none']).optional(),
  }),
  response: pageOf(DeletionItem),
})

export const executeDeletion = defineEndpoint({
  id: 'executeDeletion',
  method: 'POST',
  path: '/deletions/{id}/execute',
  summary:
    'Begins to delete as planned; each item is looked at once more when its turn comes. Harmless to ask twice; after `partial` or `failed` it goes on with what is left',
  can: 'delete',
  params: DeletionParams,
  successStatus: 202,
  response: Deletion,
})

export const cancelDeletion = defineEndpoint({
  id: 'cancelDeletion',
  method: 'POST',
  path: '/deletions/{id}/cancel',
  summary: 'Stops a deletion (or its undoing) after the item that is under way',
  can: 'delete',
  params: DeletionParams,
  successStatus: 202,
  response: Deletion,
})

const UndoScope = z.strictObject({
  /** Positions; absent: all that was removed. */
  items: z.array(Count).max(maxItems).optional(),
})

export const previewUndo = defineEndpoint({
  id: 'previewUndo',
  method: 'POST',
  path: '/deletions/{id}/undo/preview',
  summary: 'What undoing would bring back, and what can’t come back and why. Nothing is changed',
  can: 'delete',
  params: DeletionParams,
  body: UndoScope,
  response: UndoPreview,
})

export const undoDeletion = defineEndpoint({
  id: 'undoDeletion',
  method: 'POST',
  path: '/deletions/{id}/undo',
  summary:
    'Begins to put back what was removed, byte for byte; a tag that exists is never overwritten. 409 `blobs_missing` where not all of it can come back, unless `partial`',
  can: 'delete',
  params: DeletionParams,
  body: UndoScope.extend({ partial: z.boolean().default(false) }),
  successStatus: 202,
  response: Deletion,
})

export const getDeletionReport = defineEndpoint({
  id: 'getDeletionReport',
  method: 'GET',
  path: '/deletions/{id}/report',
  summary: 'Every item with its result, as a file',
  can: 'read',
  params: DeletionParams,
  query: z.object({ format: z.enum(['json', 'csv']).default('json') }),
  produces: 'bytes',
  response: z.unknown(),
})
