import { isEmptyQuery, type SearchQuery } from '#lib/engines/search/query.ts'
import { publicHostOf, type RegistrySettings } from '../registries/settings.ts'

/** A query and the registries in which it is asked. */
export interface Step {
  readonly query: SearchQuery
  readonly registryIds: readonly string[]
}

/**
 * What a query can mean, given the registries that there are: `prod/api:1` names a repository `prod/api` anywhere, or `api` in
 * the registry `prod`; a host that is one of ours names it; and in “prod api” the first word may say where.
 */
export function planSearch(
  query: SearchQuery,
  registries: readonly RegistrySettings[],
  only: string | undefined,
): Step[] {
  const allowed = registries.filter(
    ({ id }) => (!only || id === only) && (!query.registry || id === query.registry),
  )
  const ids = allowed.map(({ id }) => id)
  const { reference, words } = query
  if (isEmptyQuery(query) || ids.length === 0) return []
  if (reference?.host) {
    const { host } = reference
    const named = allowed.filter(
      (r) => publicHostOf(r).toLowerCase() === host || new URL(r.url).host === host,
    )
    return [{ query, registryIds: named.length > 0 ? named.map(({ id }) => id) : ids }]
  }
  const steps: Step[] = [{ query, registryIds: ids }]
  if (reference) {
    const slash = reference.path.indexOf('/')
    const place = allowed.find(({ id }) => id === reference.path.slice(0, Math.max(slash, 0)))
    const path = reference.path.slice(slash + 1)
    if (place) steps.push({ query: { ...query, reference: { ...reference, path } }, registryIds: [place.id] })
    return steps
  }
  for (const word of words.length > 1 ? words : []) {
    const named = allowed.filter((r) => r.id === word || r.name.toLowerCase() === word)
    const rest = words.filter((other) => other !== word)
    if (named.length > 0 && rest.length > 0)
      steps.push({ query: { ...query, words: rest }, registryIds: named.map(({ id }) => id) })
  }
  return steps
}
