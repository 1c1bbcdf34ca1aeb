import type { RepositoryQuery } from '#lib/client/use-repositories.ts'
import { type RepositoriesView, textFilterNames } from './use-repositories-view.ts'

/** The query of `listRepositories` for what the address says, without what a page of it is. */
export function repositoriesQueryOf(view: RepositoriesView): RepositoryQuery {
  const texts = textFilterNames.flatMap((name) => (view[name] === null ? [] : [[name, view[name]]]))
  return {
    sort: view.sort,
    order: view.order,
    q: view.q,
    ...(view.q && view.match !== 'text' ? { match: view.match } : {}),
    ...(view.namespace ? { namespace: view.namespace } : {}),
    ...(view.empty ? { empty: view.empty } : {}),
    ...(view.neverPulled === null ? {} : { neverPulled: view.neverPulled ? 'true' : 'false' }),
    ...Object.fromEntries(texts),
  }
}
