export interface Step {
  readonly emptyLayer: boolean
}

/**
 * Which layer each step of the history made: the n-th step that is not empty made the n-th layer. Where the counts do
 * not match (squashed, hand-made or truncated histories) nobody can know, and every step gets null.
 */
export function matchLayers(steps: readonly Step[], layerCount: number): (number | null)[] {
  const making = steps.filter((step) => !step.emptyLayer).length
  if (making !== layerCount) return steps.map(() => null)
  let next = 0
  return steps.map((step) => (step.emptyLayer ? null : next++))
}
