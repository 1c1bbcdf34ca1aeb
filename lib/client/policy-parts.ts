import type { Policy } from '#lib/api/policies.ts'
import { PolicyDefinition } from '#lib/api/policy-definition.ts'

const keys = Object.keys(PolicyDefinition.shape)

/** What a policy says, without who wrote it and what it did. */
export const definitionPartsOf = (policy: Policy): PolicyDefinition =>
  Object.fromEntries(Object.entries(policy).filter(([key]) => keys.includes(key))) as PolicyDefinition
