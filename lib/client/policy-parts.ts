import type { Policy } from '#lib/api/policies.ts'
import type { PolicyDefinition } from '#lib/api/policy-definition.ts'

/** What a policy says, without who wrote it and what it did. */
export function definitionPartsOf(policy: Policy): PolicyDefinition {
  const {
    id: _id,
    source: _source,
    version: _version,
    createdBy: _createdBy,
    createdAt: _createdAt,
    updatedBy: _updatedBy,
    updatedAt: _updatedAt,
    nextRuns: _nextRuns,
    lastRun: _lastRun,
    ...definition
  } = policy
  return definition
}
