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

const viewsOf = (key: readonly unknown[]) => [...views].filter((view) => partialMatchKey(view.key, key))

/** Tells the lists under this key that know better. They have a pace of their own: nobody waits before telling them. */
export function tellViews(key: readonly unknown[]): void {
  for (const view of viewsOf(key)) view.onChange()
}

/** Asks again for whatever else is shown of the queries under this key; what is not shown is asked for when it will be. */
export async function refetchAffected(client: QueryClient, key: readonly unknown[]): Promise<void> {
  const own = viewsOf(key)
  const isOwn = (queryKey: readonly unknown[]) => own.some((view) => partialMatchKey(queryKey, view.key))
  // The first answer of a query is not given up for another one: it may have been on its way when this happened.
  const first = client.getQueryCache().findAll({ queryKey: key, type: 'active', fetchStatus: 'fetching' })
  await Promise.allSettled(
    first.filter(({ state }) => state.data === undefined).map(({ promise }) => promise),
  )
  await client.invalidateQueries({ queryKey: key, predicate: ({ queryKey }) => !isOwn(queryKey) })
}
