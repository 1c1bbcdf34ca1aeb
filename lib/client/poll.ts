const pollingSince = new WeakMap<object, number>()

/**
 * How long until a list that is still being read is asked for again, in milliseconds: 250 at first, doubling with the
 * time that it takes, at most 2,000. False once nothing is under way. `query` only has to be the same object each time.
 */
export function pollInterval(query: object, isUnderWay: boolean, now = Date.now()): number | false {
  if (!isUnderWay) {
    pollingSince.delete(query)
    return false
  }
  const since = pollingSince.get(query)
  if (since === undefined) pollingSince.set(query, now)
  const elapsed = now - (since ?? now)
  // In steps: a value that changed with each render would restart the timer each time.
  if (elapsed < 1_000) return 250
  if (elapsed < 4_000) return 500
  return elapsed < 15_000 ? 1_000 : 2_000
}

interface Listed {
  readonly freshness: { readonly state: string }
  readonly items: readonly object[]
}

/** Whether a list is still being read: it says so itself, or one of its rows does. */
export const isUnderWay = (list: Listed | undefined) =>
  list !== undefined &&
  (list.freshness.state === 'refreshing' ||
    list.items.some((row) => 'pending' in row && row.pending === true))
