/** Where something is drawn, in pixels from the left or from the top. */
export type Scale = (value: number) => number

/** At most `most` round whole numbers from 0 up to `max`: half a tag is none. */
export function ticksUpTo(max: number, most: number): number[] {
  const least = Math.max(1, max / Math.max(1, most))
  const power = 10 ** Math.floor(Math.log10(least))
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= least) ?? least
  return Array.from({ length: Math.floor(max / step) + 1 }, (_, at) => at * step)
}

/** Days that are labelled, evenly apart, the last one among them and no more than `most`. */
export function labelledDays(count: number, most: number): number[] {
  const step = Math.max(1, Math.ceil(count / Math.max(1, most)))
  const days: number[] = []
  for (let day = count - 1; day >= 0; day -= step) days.unshift(day)
  return days
}

/** The line through all that is known, broken where nothing is, as the `d` of an SVG path. */
export function linePath(figures: readonly (number | null)[], x: Scale, y: Scale): string {
  let isBroken = true
  const parts: string[] = []
  for (const [at, figure] of figures.entries()) {
    if (figure !== null) parts.push(`${isBroken ? 'M' : 'L'}${x(at).toFixed(1)} ${y(figure).toFixed(1)}`)
    isBroken = figure === null
  }
  return parts.join('')
}
