import { z } from 'zod'
import {
  Bytes,
  Digest,
  Freshness,
  flag,
  ListQuery,
  pageOf,
  RegistryId,
  RepositorySegment,
  Time,
} from './common.ts'
import { defineEndpoint } from './endpoint.ts'
import { Match } from './filters.ts'
import { decodeRepository, namespaceOf } from './names.ts'
import { Kind, Platform } from './tags.ts'

/** How many sides one comparison may have. */
export const maxTargets = 6

/** `registry/repository`, its `/` written `~`. `registry/team~*` is each repository below `team/`, `registry/*` each there is. */
export const CompareTarget = z
  .string()
  .max(320)
  .transform((text, context) => {
    const [registry = '', ...rest] = text.split('/')
    const id = RegistryId.safeParse(registry)
    const segment = rest.join('/')
    const all = segment.includes('/') ? '' : decodeRepository(segment)
    if (id.success && namespaceOf(all) !== null) return { registry: id.data, repository: all }
    const repository = RepositorySegment.safeParse(segment)
    if (id.success && repository.success) return { registry: id.data, repository: repository.data }
    context.issues.push({
      code: 'custom',
      message: 'is no target such as registry/team~app',
      input: text,
    })
    return z.NEVER
  })
export type CompareTarget = z.output<typeof CompareTarget>

const Targets = z
  .union([z.string().transform((one) => [one]), z.array(z.string())])
  .pipe(z.array(CompareTarget).min(2, 'name at least two targets').max(maxTargets))
  .refine(
    (targets) => new Set(targets.map(({ repository }) => namespaceOf(repository) === null)).size === 1,
    'all end with *, or none does',
  )

export const compareStates = ['same', 'differs', 'missing'] as const
export const CompareState = z.enum(compareStates)
export type CompareState = z.infer<typeof CompareState>

export const ComparedTag = z.object({
  digest: Digest,
  /** Config plus distinct layers; null while unknown. */
  size: Bytes.nullable(),
  createdAt: Time.nullable(),
  platforms: z.array(Platform).nullable(),
  kind: Kind.nullable(),
})

export const ComparedPlatform = z.object({
  /** `linux/arm64/v8`. */
  platform: z.string(),
  state: CompareState,
  /** The digest of its manifest in each target; null where a target has none for it. */
  digests: z.array(Digest.nullable()),
})

export const ComparedRow = z.object({
  /** What the `*` of the targets stands for; null where each of them is one repository. */
  path: z.string().nullable(),
  name: z.string(),
  /** `missing`: a target has no such tag, or no manifest for it. */
  state: CompareState,
  /** In the order of the targets. */
  targets: z.array(ComparedTag.nullable()),
  /** Platform by platform, where any target has an index; empty otherwise. */
  platforms: z.array(ComparedPlatform),
  /** The digests differ and every platform has the same image everywhere: only the indexes around them are others. */
  sameImages: z.boolean(),
  /** Place of the target whose image was created last; null where none is, or where nobody can tell. */
  newest: z.number().int().nonnegative().nullable(),
})
export type ComparedRow = z.infer<typeof ComparedRow>

const Count = z.number().int().nonnegative()

export const compareSorts = ['version', 'name', 'state'] as const

const TargetPlace = z.coerce
  .number()
  .int()
  .min(0)
  .max(maxTargets - 1)

const MatrixQuery = ListQuery.extend({
  target: Targets,
  sort: z.enum(compareSorts).default('version'),
  match: Match,
  /** Only rows of these states: `differs,missing`. */
  state: z
    .string()
    .max(64)
    .transform((text) => text.split(',').filter(Boolean))
    .pipe(z.array(CompareState))
    .optional(),
  /** `true`: rows whose images are the same under other indexes count as what they are, not as `differs`. */
  ignoreIndexes: flag,
  /** With `to`: only rows that a copy from that target to the other would bring over. Places of targets, from 0 on. */
  from: TargetPlace.optional(),
  to: TargetPlace.optional(),
})

export const compareTags = defineEndpoint({
  id: 'compareTags',
  method: 'GET',
  path: '/compare/tags',
  summary: 'The same tags in several repositories, one row a tag: same, differs or missing, and per platform',
  can: 'read',
  query: MatrixQuery,
  response: pageOf(ComparedRow).extend({
    targets: z.array(
      z.object({
        registry: z.string(),
        /** `team/*`: each repository below `team/`. */
        repository: z.string(),
        repositoryCount: Count,
        tagCount: Count,
        /** Tags of which nobody knows yet what they point to: their rows are left out until then. */
        unknownCount: Count,
        freshness: Freshness,
      }),
    ),
    /** Of all rows that match `q`, whatever their state. */
    counts: z.object({ same: Count, differs: Count, missing: Count, sameImages: Count }),
    /**
     * Where `from` and `to` are named: of the rows that match otherwise, how many a copy would write anew there, would move there, and how
     * many would not come, being the same already or not there to come from.
     */
    broughtOver: z.object({ new: Count, moves: Count, same: Count, absent: Count }).nullable(),
    /** Rows that are left out because a target does not know yet what its tag points to. */
    unknownCount: Count,
  }),
})

/** A file of more rows is for a client of the API. */
export const maxExportedRows = 100_000

export const exportComparison = defineEndpoint({
  id: 'exportComparison',
  method: 'GET',
  path: '/compare/tags/export',
  summary:
    'The same rows as a file, 100,000 at most; `x-portolan-left-out` says how many are not in it. Markdown is a table for a pull request',
  can: 'read',
  query: MatrixQuery.omit({ limit: true, cursor: true }).extend({
    format: z.enum(['csv', 'json', 'markdown']).default('csv'),
  }),
  produces: 'bytes',
  response: z.unknown(),
})
