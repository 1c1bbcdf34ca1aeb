/** How the lines of a chart are told apart: six colours, and after them other dashes, so that none is told by colour alone. */
export const colourCount = 6
const dashes: readonly (readonly number[])[] = [[], [8, 4], [2, 3], [10, 3, 2, 3], [5, 2]]

/** `colour`: 1 to 6, a `--chart-n` token; `dash`: lengths in pixels, empty for a full line. Neighbours differ in both. */
export const lineStyle = (index: number) => ({
  colour: (index % colourCount) + 1,
  dash: dashes[index % dashes.length] ?? [],
})

/** Days that are known while the days beside them are not: a line would not show them, so they want a dot. */
export function loneDays(figures: readonly (number | null)[]): number[] {
  return figures.flatMap((figure, at) =>
    figure !== null && (figures[at - 1] ?? null) === null && (figures[at + 1] ?? null) === null ? [at] : [],
  )
}

/** The last day with a known figure of any of the lines; null where there is none. */
export function lastKnownDay(lines: readonly (readonly (number | null)[])[]): number | null {
  const last = Math.max(-1, ...lines.map((figures) => figures.findLastIndex((figure) => figure !== null)))
  return last < 0 ? null : last
}

/** The newest known figure and the day before which it is not known any more. */
export function latestOf(figures: readonly (number | null)[]): number | null {
  return figures.findLast((figure) => figure !== null) ?? null
}

/** Midnight (UTC) of a day, in seconds since the epoch. */
export const secondsOf = (day: string) => Date.parse(`${day}T00:00:00Z`) / 1000
