import type { PolicyDefinition } from '#lib/api/policy-definition.ts'
import { evaluateRepository, type RetentionFacts, type UsedDigests } from '#lib/engines/retention/evaluate.ts'
import { applyGuards, type Evaluated, type Guarded } from '#lib/engines/retention/guards.ts'
import { protectedByRules } from '#lib/engines/retention/protection.ts'
import type { TagPattern } from '#lib/engines/retention/rules.ts'
import { ApiError } from '../problem.ts'
import type { Runtime } from '../runtime.ts'
import { compilePolicy, rulesOf } from './compile-policy.ts'
import { readProtectionRules } from './protection.ts'
import { readScope } from './read-scope.ts'
import { readTags, type Wanted } from './read-tags.ts'
import { readUsedDigests } from './read-used.ts'

/** What a policy would do at a moment: the one thing that a preview shows and a run carries out. */
export interface PolicyEvaluation extends Guarded {
  readonly asOf: Date
}

/** More than these are no team's registries, and would not fit into memory beside everything else. */
const maxTags = 2_000_000

/**
 * Judges every tag of the repositories that a policy is about, out of the index alone. Throws `invalid_request` where
 * there are more than two million.
 */
export async function evaluatePolicy(
  runtime: Runtime,
  definition: PolicyDefinition,
  asOf: Date,
): Promise<PolicyEvaluation> {
  const now = asOf.getTime()
  const rules = compilePolicy(definition)
  const facts = await readFacts(runtime, definition, now)
  const wanted = wantedBy(definition)
  const evaluated: Evaluated[] = []
  let count = 0
  for (const scoped of await readScope(runtime, definition, now)) {
    for await (const repository of readTags(runtime, scoped, wanted)) {
      count += repository.tags.length
      if (count > maxTags)
        throw new ApiError(
          'invalid_request',
          `The policy is about more than ${maxTags} tags: narrow its patterns.`,
        )
      evaluated.push({ repository, verdicts: evaluateRepository(rules, repository, facts) })
    }
  }
  return { ...applyGuards(definition.guards, evaluated, now), asOf }
}

const wantedBy = ({ rules }: PolicyDefinition): Wanted => ({
  labels: new Set(rules.flatMap(({ keep }) => keep.labels?.map(({ key }) => key) ?? [])),
  signed: rules.some(({ keep }) => keep.signed),
})

async function readFacts(
  runtime: Runtime,
  definition: PolicyDefinition,
  now: number,
): Promise<RetentionFacts> {
  const protections = await readProtectionRules(runtime)
  const uses = rulesOf(definition).flatMap(({ keep }) => keep.inUse ?? [])
  const keyOf = (pattern: TagPattern) => JSON.stringify(pattern)
  const under = new Map<string, UsedDigests>()
  for (const pattern of uses.flatMap((use) => use.under))
    if (!under.has(keyOf(pattern))) under.set(keyOf(pattern), await readUsedDigests(runtime, [pattern]))
  const underProtected = await readUsedDigests(runtime, uses.some((use) => use.protected) ? protections : [])
  const nobodyKnows: UsedDigests = { digests: new Map(), isComplete: false }
  return {
    now,
    protectedBy: protectedByRules(protections),
    underProtected,
    under: (pattern) => under.get(keyOf(pattern)) ?? nobodyKnows,
  }
}
