import type { AutomationRecord } from '#lib/api/automations.ts'

/** What a policy or a mirror says, without who wrote it and what it did. */
export function definitionPartsOf<T extends AutomationRecord & { readonly lastRun: unknown }>(
  one: T,
): Omit<T, keyof AutomationRecord | 'lastRun'> {
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
  } = one
  return definition
}
