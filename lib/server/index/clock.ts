import type { RegistrySettings } from '../registries/settings.ts'

/** How long a pointer that was read from a registry counts as fresh. Facts behind a digest never age. */
export const maxAgeMs = {
  /** Where the one tag points that somebody has opened. */
  openTag: 60_000,
  catalog: 30_000,
  status: 15_000,
  /** What failed is not tried again at once by every reader. */
  failure: 3_000,
} as const

/**
 * How long what is known of the tags of a repository counts as fresh. Where the background walks the registry, readers
 * need not: what a walk has brought is shown, and nothing is asked for it.
 */
export const tagAgesMs = ({ syncEveryMs }: Pick<RegistrySettings, 'syncEveryMs'>) =>
  syncEveryMs === null
    ? // The names in a repository are one cheap request, where one tag points is a request per row on screen.
      { list: 5_000, tag: 60_000 }
    : { list: 30_000, tag: 5 * 60_000 }

export const isOlderThan = (at: Date | null | undefined, ageMs: number, now = Date.now()) =>
  !at || now - at.getTime() > ageMs
