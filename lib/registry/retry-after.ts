/** Longer than this nobody waits: the caller is told instead. */
export const maxWaitMs = 30_000

/** After a 429 without Retry-After: long enough that it is less than before. */
export const politeMs = 1_000

/** Retry-After (RFC 9110, 10.2.3) in milliseconds: seconds, or a date. null where it says neither. */
export function parseRetryAfter(header: string | string[] | undefined, nowMs = Date.now()): number | null {
  const text = (Array.isArray(header) ? header[0] : header)?.trim() ?? ''
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000
  if (!/^[A-Z][a-z]{2,8},? /.test(text)) return null
  const at = Date.parse(text)
  return Number.isNaN(at) ? null : Math.max(0, at - nowMs)
}

/** Exponential backoff with full jitter: somewhere between nothing and 0.2, 0.4, 0.8 … 5 seconds. */
export const backoffMs = (attempt: number, random = Math.random) =>
  random() * Math.min(5_000, 200 * 2 ** attempt)
