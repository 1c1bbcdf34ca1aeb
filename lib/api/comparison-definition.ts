import { z } from 'zod'
import { Schedule } from './automation-definition.ts'
import { CompareTarget, maxTargets } from './compare.ts'
import { Match } from './filters.ts'
import { encodeRepository, namespaceOf } from './names.ts'

/** A target as in an address; the `/` of its repository may be written as it is, too. */
const Target = z
  .string()
  .max(320, 'must have at most 320 characters')
  .transform((text, context) => {
    const [registry = '', ...rest] = text.split('/')
    const target = `${registry}/${encodeRepository(rest.join('/'))}`
    if (CompareTarget.safeParse(target).success) return target
    context.issues.push({ code: 'custom', message: 'is no target such as registry/team/app', input: text })
    return z.NEVER
  })

const isNamespace = (target: string) => namespaceOf(CompareTarget.parse(target).repository) !== null

const Targets = z
  .array(Target)
  .min(2, 'must name at least two targets')
  .max(maxTargets, `must name at most ${maxTargets} targets`)
  .refine((targets) => new Set(targets).size === targets.length, {
    message: 'must not name a target twice',
    abort: true,
  })
  .refine((targets) => new Set(targets.map(isNamespace)).size < 2, 'must all end with *, or none of them')

/** What counts as drift: any tag that differs or is missing somewhere, or those that differ alone. */
export const comparisonExpectations = ['same', 'no-differences'] as const

export const ComparisonDefinition = z.strictObject({
  name: z.string().trim().min(1, 'must not be empty').max(100, 'must have at most 100 characters'),
  targets: Targets,
  /** Which tags, as in `GET /compare/tags`; empty: all of them. */
  q: z.string().max(256, 'must have at most 256 characters').default(''),
  match: Match,
  /** The same images under other indexes are no drift. */
  ignoreIndexes: z.boolean().default(false),
  expect: z.enum(comparisonExpectations).default('same'),
  /** null: it is checked when somebody asks. */
  schedule: Schedule.nullable().default(null),
})
export type ComparisonDefinition = z.output<typeof ComparisonDefinition>

const parts = ComparisonDefinition.shape
/** What is named is changed, the rest stays. */
export const ComparisonPatch = z.strictObject({
  name: parts.name.optional(),
  targets: parts.targets.optional(),
  q: parts.q.unwrap().optional(),
  match: parts.match.unwrap().optional(),
  ignoreIndexes: parts.ignoreIndexes.unwrap().optional(),
  expect: parts.expect.unwrap().optional(),
  schedule: parts.schedule.unwrap().optional(),
  /** The one that was looked at: 409 where somebody has changed it since. */
  version: z.number().int().nonnegative().optional(),
})

/** In an address, and in the configuration file. */
export const ComparisonId = z
  .string()
  .regex(
    /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/,
    'must be a slug: lower-case letters, digits and dashes, at most 63',
  )
  .refine((id) => id !== 'new', 'is a word that Portolan needs itself')
