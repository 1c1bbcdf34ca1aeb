/** `type:name:action,action` (https://distribution.github.io/distribution/spec/auth/scope/), one per resource. */
export type Scope = string

export const pull = (repository: string): Scope => `repository:${repository}:pull`
export const push = (repository: string): Scope => `repository:${repository}:pull,push`
export const remove = (repository: string): Scope => `repository:${repository}:delete`
export const catalog: Scope = 'registry:catalog:*'

/** The scopes of a challenge: several are set apart by spaces. */
export const splitScopes = (text: string | undefined): Scope[] => (text ?? '').split(' ').filter(Boolean)

/** Both together: each resource once, with all its actions, in an order that makes equal sets equal texts. */
export function mergeScopes(...lists: readonly (readonly Scope[])[]): Scope[] {
  const actionsOf = new Map<string, Set<string>>()
  for (const scope of lists.flat()) {
    // The name of a resource may hold a colon (a port); the actions can't.
    const end = scope.lastIndexOf(':')
    const resource = end < 0 ? scope : scope.slice(0, end)
    const actions = end < 0 ? [] : scope.slice(end + 1).split(',')
    actionsOf.set(resource, new Set([...(actionsOf.get(resource) ?? []), ...actions]))
  }
  return [...actionsOf]
    .map(([resource, actions]) =>
      actions.size > 0 ? `${resource}:${[...actions].sort().join(',')}` : resource,
    )
    .sort()
}
