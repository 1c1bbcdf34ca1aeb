const units = ['kilobyte', 'megabyte', 'gigabyte', 'terabyte', 'petabyte'] as const

/** Bytes in the unit that people expect, powers of 1,000, one decimal from kB on: `999 B`, `1.2 kB`, `3.4 GB`. */
export function formatBytes(bytes: number, locale: string): string {
  // Intl calls bytes "byte" in some languages and "B" in others.
  if (bytes < 1_000) return `${new Intl.NumberFormat(locale).format(bytes)} B`
  let value = bytes / 1_000
  let power = 0
  // 999,950 would be rounded to 1,000.0 kB.
  while (value >= 999.95 && power < units.length - 1) {
    value /= 1_000
    power += 1
  }
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: units[power] ?? 'petabyte',
    unitDisplay: 'short',
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  }).format(value)
}

const steps = [
  ['second', 60],
  ['minute', 60],
  ['hour', 24],
  ['day', 30.4375],
  ['month', 12],
  ['year', Number.POSITIVE_INFINITY],
] as const

/** "3 hours ago", "in 2 days", in the largest unit of which there is at least one. Both in milliseconds. */
export function formatRelative(
  at: number,
  now: number,
  locale: string,
  style: 'long' | 'narrow' = 'long',
): string {
  let amount = (at - now) / 1_000
  for (const [unit, next] of steps) {
    if (Math.abs(amount) < next) {
      // What has only just happened is 0 seconds ago, and not "in 0 seconds".
      return new Intl.RelativeTimeFormat(locale, { numeric: 'always', style }).format(
        Math.trunc(amount) || -0,
        unit,
      )
    }
    amount /= next
  }
  return ''
}

/** How long something lasts, in the largest unit of which there is at least one: `47 sec`, `2 hr`, `3 days`. */
export function formatDuration(durationMs: number, locale: string): string {
  let amount = Math.max(0, durationMs) / 1_000
  for (const [unit, next] of steps) {
    if (amount < next) {
      return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short' }).format(
        Math.trunc(amount),
      )
    }
    amount /= next
  }
  return ''
}

/**
 * How long something is still there: as `formatDuration`, but that of thirty days some minutes may have gone, and they are
 * thirty days yet.
 */
export const formatTimeLeft = (leftMs: number, locale: string): string =>
  formatDuration(leftMs * 1.001, locale)

/** Milliseconds, or null for what is no time or what nobody can have meant: the epoch and before, year 1. */
export function parseTime(iso: string | null | undefined): number | null {
  if (!iso) return null
  const at = Date.parse(iso)
  return Number.isFinite(at) && at > 0 ? at : null
}

/** `sha256:0123456789ab…` as its first 12 characters after the algorithm. */
export const shortDigest = (digest: string) => digest.slice(digest.indexOf(':') + 1).slice(0, 12)

interface PlatformParts {
  readonly os: string
  readonly architecture: string
  readonly variant: string | null
  readonly osVersion: string | null
}

/** `linux/arm64/v8`; for Windows with its version, which decides where it runs. */
export const formatPlatform = ({ os, architecture, variant, osVersion }: PlatformParts) =>
  [os, architecture, variant].filter(Boolean).join('/') + (osVersion ? ` ${osVersion}` : '')
