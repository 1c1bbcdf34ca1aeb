/** A moment as people say it: how long ago, or at a time. */
export type Moment = { readonly agoMs: number } | { readonly at: Date }

const dayMs = 24 * 60 * 60 * 1000
const unitMs: Readonly<Record<string, number>> = {
  m: 60_000,
  h: 60 * 60_000,
  d: dayMs,
  w: 7 * dayMs,
  y: 365 * dayMs,
}
const date = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?Z)?$/

/** `30d` (minutes m, hours h, days d, weeks w, years y), or a date or time in UTC: `2026-01-31`, `2026-01-31T12:00Z`. null for anything else. */
export function parseMoment(text: string): Moment | null {
  const [, count, unit = ''] = /^(\d{1,5})([mhdwy])$/.exec(text.trim()) ?? []
  if (count !== undefined) return { agoMs: Number(count) * (unitMs[unit] ?? 0) }
  const at = date.test(text.trim()) ? new Date(text.trim()) : null
  return at && !Number.isNaN(at.getTime()) && isSameDay(at, text.trim()) ? { at } : null
}

/** JavaScript makes March of the 30th of February. */
const isSameDay = (at: Date, text: string) => at.toISOString().startsWith(text.slice(0, 10))

const units: Readonly<Record<string, number>> = {
  '': 1,
  b: 1,
  kb: 1e3,
  mb: 1e6,
  gb: 1e9,
  tb: 1e12,
  kib: 2 ** 10,
  mib: 2 ** 20,
  gib: 2 ** 30,
  tib: 2 ** 40,
}

/** Bytes of `1500`, `10MB` or `1.5 GiB`; null for what is no size. */
export function parseSize(text: string): number | null {
  const [, count, unit = ''] = /^(\d{1,16}(?:\.\d{1,6})?)\s?([kmgt]?i?b)?$/i.exec(text.trim()) ?? []
  const factor = units[unit.toLowerCase()]
  if (count === undefined || factor === undefined) return null
  const bytes = Math.round(Number(count) * factor)
  return Number.isSafeInteger(bytes) ? bytes : null
}

/** A whole number of things; null for anything else. */
export const parseCount = (text: string): number | null =>
  /^\d{1,9}$/.test(text.trim()) ? Number(text.trim()) : null
