/** Midnight (UTC) of the day, as `2026-11-25`. */
export const dayOf = (at: Date) => at.toISOString().slice(0, 10)

const dayMs = 86_400_000

/** The last days up to the one of `now`, both included, the oldest first. Days are those of UTC. */
export const lastDays = (count: number, now: Date): string[] =>
  Array.from({ length: count }, (_, at) => dayOf(new Date(now.getTime() - (count - 1 - at) * dayMs)))

/** One value for each day; null for a day of which nothing is known. What lies outside of the days is left out. */
export function fillDays<Row extends { readonly day: string }>(
  days: readonly string[],
  rows: readonly Row[],
): (Row | null)[] {
  const known = new Map(rows.map((row) => [row.day, row]))
  return days.map((day) => known.get(day) ?? null)
}
