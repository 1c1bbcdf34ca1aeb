/** The value below which a share `p` (0 to 1) of the samples lies, by the nearest rank. Throws without samples. */
export function percentile(samples: readonly number[], p: number): number {
  const sorted = samples.toSorted((a, b) => a - b)
  const value = sorted[Math.max(0, Math.ceil(sorted.length * p) - 1)]
  if (value === undefined) throw new Error('no samples')
  return value
}

/** The middle one; of an even number, the mean of the two in the middle. */
export function median(samples: readonly number[]): number {
  const sorted = samples.toSorted((a, b) => a - b)
  const upper = sorted[Math.floor(sorted.length / 2)]
  const lower = sorted[Math.ceil(sorted.length / 2) - 1]
  if (upper === undefined || lower === undefined) throw new Error('no samples')
  return (lower + upper) / 2
}

/**
 * How many frames the worst second had. `frames` are times in milliseconds, ascending; a window begins right after each
 * of them, which is where the fewest fit in. What lasted less than a second is reckoned up to one.
 */
export function worstFramesPerSecond(frames: readonly number[]): number {
  const first = frames[0]
  const last = frames.at(-1)
  if (first === undefined || last === undefined || last <= first) throw new Error('no frames')
  if (last - first < 1000) return ((frames.length - 1) * 1000) / (last - first)
  let worst = Number.POSITIVE_INFINITY
  let end = 0
  for (const [index, start] of frames.entries()) {
    if (start + 1000 > last) break
    while (end < frames.length && (frames[end] ?? 0) <= start + 1000) end++
    worst = Math.min(worst, end - 1 - index)
  }
  return worst
}
