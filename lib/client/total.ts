/** A sum of figures of which some may be unknown. */
export interface Total {
  /** What is known adds up to this; null when nothing is known at all. */
  readonly value: number | null
  /** Whether every figure is known: otherwise it is at least `value`. */
  readonly isComplete: boolean
}

/**
 * Never takes an unknown figure for zero without saying so. `atLeast`: of each figure what is known, where it is not known in
 * full.
 */
export function totalOf(figures: readonly (number | null)[], atLeast = figures): Total {
  const known = figures.filter((figure) => figure !== null)
  const isComplete = known.length === figures.length
  const value = figures.reduce<number>((sum, figure, i) => sum + (figure ?? atLeast[i] ?? 0), 0)
  // "At least nothing" says nothing.
  return { value: value === 0 && !isComplete ? null : value, isComplete }
}
