import { z } from 'zod'
import { Bytes, Digest, ListQuery, pageOf, Reference, RepositoryParams, Time } from './common.ts'
import { defineEndpoint } from './endpoint.ts'
import { Platform } from './tags.ts'

/** What an image is built on: the image with the most of its lowest layers that has a tag somewhere. */
export const BaseImage = z.object({
  registry: z.string(),
  repository: z.string(),
  tag: z.string(),
  /** What the tag is on: the image, or the index that holds it. */
  digest: Digest,
  /** How many of the lowest layers are its. */
  layers: z.number().int().positive(),
})
export type BaseImage = z.infer<typeof BaseImage>

/** What the image says of itself (`org.opencontainers.image.base.name` and `.digest`); nobody has checked it. */
export const BaseClaim = z.object({
  name: z.string().nullable(),
  digest: z.string().nullable(),
  /** Whether it names the recognised base; null where none was recognised. */
  agrees: z.boolean().nullable(),
})
export type BaseClaim = z.infer<typeof BaseClaim>

/** An image that is built on another: one digest with tags in one repository. */
export const DerivedImage = z.object({
  registry: z.string(),
  repository: z.string(),
  digest: Digest,
  /** Of its tags the one that says most: versions first, the highest. */
  tag: z.string(),
  tagCount: z.number().int().positive(),
  size: Bytes.nullable(),
  createdAt: Time.nullable(),
  platforms: z.array(Platform),
})
export type DerivedImage = z.infer<typeof DerivedImage>

export const listDerived = defineEndpoint({
  id: 'listDerived',
  method: 'GET',
  path: '/registries/{registry}/repositories/{repository}/manifests/{reference}/derived',
  summary:
    'The images in all registries whose lowest layers are all layers of this one; total is null where there are too many to count',
  can: 'read',
  params: RepositoryParams.extend({ reference: Reference }),
  query: ListQuery.pick({ limit: true, cursor: true }),
  response: pageOf(DerivedImage),
})
