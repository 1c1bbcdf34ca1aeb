import { z } from 'zod'
import { Bytes, Digest, ListQuery, pageOf, Reference, RepositoryParams, Time } from './common.ts'
import { defineEndpoint } from './endpoint.ts'
import { Platform } from './tags.ts'

/** Where a manifest is: one digest of one repository that is it or holds it. */
export const Holder = z.object({
  registry: z.string(),
  repository: z.string(),
  /** What the tags are on: the manifest itself, or an index that holds it. */
  digest: Digest,
  isInIndex: z.boolean(),
  /** Those that say most, versions first; none where nothing with a tag holds it there. */
  tags: z.array(z.string()),
  tagCount: z.number().int().nonnegative(),
  /** When it was last seen there; null where nobody knows any more. */
  seenAt: Time.nullable(),
})
export type Holder = z.infer<typeof Holder>

/** An image that has layers of another: one digest with tags in one repository. */
export const SharingImage = z.object({
  registry: z.string(),
  repository: z.string(),
  digest: Digest,
  /** Of its tags the one that says most: versions first, the highest. */
  tag: z.string(),
  tagCount: z.number().int().positive(),
  /** Distinct layers that both have, and their bytes; null where the size of one is unknown. */
  sharedLayers: z.number().int().positive(),
  sharedBytes: Bytes.nullable(),
  size: Bytes.nullable(),
  createdAt: Time.nullable(),
  platforms: z.array(Platform),
  /** All layers of the other (of an image in it) are its lowest ones. */
  isBuiltOnThis: z.boolean(),
})
export type SharingImage = z.infer<typeof SharingImage>

export const getPlaces = defineEndpoint({
  id: 'getPlaces',
  method: 'GET',
  path: '/registries/{registry}/repositories/{repository}/manifests/{reference}/places',
  summary:
    'Where this image is, in all registries, as far as the index knows: what holds its digest, and page by page what shares its layers, those that share most first; total is null where there are too many to count',
  can: 'read',
  params: RepositoryParams.extend({ reference: Reference }),
  query: ListQuery.pick({ limit: true, cursor: true }),
  response: pageOf(SharingImage).extend({
    digest: Digest,
    /** Distinct layers of the image, of an index over its children. */
    layers: z.number().int().nonnegative(),
    holders: z.array(Holder),
    /** There are more holders than so many. */
    hasMoreHolders: z.boolean(),
  }),
})
