import { partialMatchKey, type QueryClient } from '@tanstack/react-query'

/** A list that knows better than React Query which parts of it have to be asked for again: those in view. */
export interface LiveView {
  readonly key: readonly unknown[]
  /** Something of it has changed. */
  onChange(): void
}

const views = new Set<LiveView>()

/** Until the returned function is called, queries under the view's key are its own business. */
export function addLiveView(view: LiveView): () => void {
  views.add(view)
  return () => void views.delete(view)
}

/** Asks again for whatever is shown of the queries under this key; what is not shown is asked for when it will be. */
export async function refetchAffected(client: QueryClient, key: readonly unknown[]): Promise<void> {
  const own = [...views].filter((view) => partialMatchKey(view.key, key))
  for (const view of own) view.onChange()
  const isOwn = (queryKey: readonly unknown[]) => own.some((view) => partialMatchKey(queryKey, view.key))
  // The first answer of a query is not given up for another one: it may have been on its way when this happened.
  const first = client.getQueryCache().findAll({ queryKey: key, type: 'active', fetchStatus: 'fetching' })
  await Promise.allSettled(
    first.filter(({ state }) => state.data === undefined).map(({ promise }) => promise),
  )
  await client.invalidateQueries({ queryKey: key, predicate: ({ queryKey }) => !isOwn(queryKey) })
}
