import { z } from 'zod'
import {
  Bytes,
  Digest,
  digestPattern,
  Freshness,
  RegistryId,
  RepositorySegment,
  Time,
  tagPattern,
} from './common.ts'
import { CompareState } from './compare.ts'
import { defineEndpoint } from './endpoint.ts'
import { HistoryStep, Layer, Referrer } from './manifests.ts'
import { Kind, Platform } from './tags.ts'

/** `registry/repository:tag` or `registry/repository@digest`, the `/` of the repository written `~`. */
export const ImageAddress = z
  .string()
  .max(512)
  .transform((text, context) => {
    const [, registry = '', name = '', sign, reference = ''] =
      /^([^/]*)\/([^/:@]*)([:@])(.*)$/.exec(text) ?? []
    const id = RegistryId.safeParse(registry)
    const repository = RepositorySegment.safeParse(name)
    const isReference = sign === '@' ? digestPattern.test(reference) : tagPattern.test(reference)
    if (id.success && repository.success && isReference)
      return { registry: id.data, repository: repository.data, reference }
    context.issues.push({
      code: 'custom',
      message: 'is no image such as registry/team~app:1.0 or registry/team~app@sha256:…',
      input: text,
    })
    return z.NEVER
  })
export type ImageAddress = z.output<typeof ImageAddress>

const ComparedImage = z.object({
  registry: z.string(),
  repository: z.string(),
  tag: z.string().nullable(),
  /** What was asked for: an index where there is one. */
  digest: Digest,
  kind: Kind,
  mediaType: z.string(),
  /** Of the platform that is compared: its manifest, its size and its age. */
  imageDigest: Digest.nullable(),
  size: Bytes.nullable(),
  createdAt: Time.nullable(),
  platforms: z.array(Platform),
  /** Attestations of the compared image that the index itself holds (BuildKit's); other referrers are a list of their own. */
  attestations: z.array(Referrer),
  freshness: Freshness,
})

const ValueRow = z.object({
  name: z.string(),
  state: z.enum(['same', 'differs', 'added', 'removed']),
  /** null: that side has none. */
  left: z.string().nullable(),
  right: z.string().nullable(),
})
export type ValueRow = z.infer<typeof ValueRow>

export const compareImages = defineEndpoint({
  id: 'compareImages',
  method: 'GET',
  path: '/compare/images',
  summary: 'Two images side by side, for one platform: config, history, layers, annotations',
  can: 'read',
  query: z.object({
    left: ImageAddress,
    right: ImageAddress,
    /** `linux/arm64/v8`; absent: the first that both have. */
    platform: z.string().max(128).optional(),
  }),
  response: z.object({
    left: ComparedImage,
    right: ComparedImage,
    /** Of all that either has. `missing`: one of them has no image for it. */
    platforms: z.array(
      z.object({
        platform: z.string(),
        state: CompareState,
        left: Digest.nullable(),
        right: Digest.nullable(),
      }),
    ),
    /** The one that is compared below; null where they have none in common, and then there is nothing below. */
    platform: z.string().nullable(),
    /** Both are the same bytes. */
    same: z.boolean(),
    config: z.object({
      /** user, workingDir, entrypoint, cmd, stopSignal, healthcheck, author, createdAt. */
      settings: z.array(ValueRow),
      env: z.array(ValueRow),
      labels: z.array(ValueRow),
      ports: z.array(ValueRow),
      volumes: z.array(ValueRow),
    }),
    annotations: z.array(ValueRow),
    /** Steps beside each other where they do the same; otherwise of one side alone. */
    history: z.array(z.object({ left: HistoryStep.nullable(), right: HistoryStep.nullable() })),
    layers: z.object({
      shared: z.array(Layer),
      added: z.array(Layer),
      removed: z.array(Layer),
      sharedBytes: Bytes.nullable(),
      addedBytes: Bytes.nullable(),
      removedBytes: Bytes.nullable(),
      /** How many layers both begin with. */
      commonBase: z.number().int().nonnegative(),
    }),
  }),
})
