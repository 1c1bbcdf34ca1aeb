/** The lines of a small chart and the places where there was no answer, in a box of the given size, y downwards. */
export interface Sparkline {
  /** Points of each unbroken line, `x,y x,y`; a lone point is a line of its own. */
  readonly lines: readonly string[]
  /** The middle of each step in which a question went without a good answer. */
  readonly failedAt: readonly number[]
}

const round = (n: number) => Math.round(n * 10) / 10

/** Where nothing is known the line is broken. The top is the largest value, but at least `leastTop`: noise is no mountain. */
export function sparkline(
  values: readonly (number | null)[],
  failed: readonly number[],
  { width, height, leastTop }: { readonly width: number; readonly height: number; readonly leastTop: number },
): Sparkline {
  const step = width / Math.max(1, values.length)
  const top = Math.max(leastTop, ...values.map((value) => value ?? 0))
  const x = (at: number) => round((at + 0.5) * step)
  const lines: string[][] = []
  let isOpen = false
  for (const [at, value] of values.entries()) {
    if (value === null) {
      isOpen = false
      continue
    }
    if (!isOpen) lines.push([])
    isOpen = true
    lines.at(-1)?.push(`${x(at)},${round(height - (value / top) * (height - 2) - 1)}`)
  }
  return {
    lines: lines.map((points) => points.join(' ')),
    failedAt: failed.flatMap((count, at) => (count > 0 ? [x(at)] : [])),
  }
}
