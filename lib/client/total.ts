/** A sum of figures of which some may be unknown. */
export interface Total {
  /** What is known adds up to this; null when nothing is known at all. */
  readonly value: number | null
  /** Whether every figure is known: otherwise it is at least `value`. */
  readonly isComplete: boolean
}

/** Never takes an unknown figure for zero without saying so. */
export function totalOf(figures: readonly (number | null)[]): Total {
  const known = figures.filter((figure) => figure !== null)
  const isComplete = known.length === figures.length
  const value = known.reduce((sum, figure) => sum + figure, 0)
  // "At least nothing" says nothing.
  return { value: value === 0 && !isComplete ? null : value, isComplete }
}
