/** How long a pointer that was read from a registry counts as fresh. Facts behind a digest never age. */
export const maxAgeMs = {
  /** The names in a repository: one cheap request. */
  tagList: 30_000,
  /** Where one tag points: a request per row on screen. */
  tag: 5 * 60_000,
  catalog: 30_000,
  status: 15_000,
  /** What failed is not tried again at once by every reader. */
  failure: 3_000,
} as const

export const isOlderThan = (at: Date | null | undefined, ageMs: number, now = Date.now()) =>
  !at || now - at.getTime() > ageMs
