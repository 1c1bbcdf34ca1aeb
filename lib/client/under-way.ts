interface Listed {
  readonly freshness: { readonly state: string }
  readonly items: readonly object[]
}

/** Whether a list is still being read: it says so itself, or one of its rows does. */
export const isUnderWay = (list: Listed | undefined) =>
  list !== undefined &&
  (list.freshness.state === 'refreshing' ||
    list.items.some((row) => 'pending' in row && row.pending === true))
