/** A way from one side of a comparison to another: their places among the targets, from 0 on. */
export interface Direction {
  readonly from: number
  readonly to: number
}

export const broughtFates = ['new', 'moves', 'same', 'absent'] as const
/**
 * What bringing a row over would be: the tag is `new` there, or `moves` from another digest; it does not come, being the `same`
 * already, or `absent` where it would come from.
 */
export type BroughtFate = (typeof broughtFates)[number]

export type BroughtCounts = Readonly<Record<BroughtFate, number>>

interface Row {
  readonly targets: readonly ({ readonly digest: string | null } | null)[]
  readonly sameImages: boolean
}

/** `ignoreIndexes`: whoever compares takes the same images under another index for the same. */
export function fateOf(
  { targets, sameImages }: Row,
  { from, to }: Direction,
  ignoreIndexes: boolean,
): BroughtFate {
  const source = targets[from]?.digest ?? null
  const target = targets[to]?.digest ?? null
  if (source === null) return 'absent'
  if (target === null) return 'new'
  return source === target || (ignoreIndexes && sameImages) ? 'same' : 'moves'
}

export const comes = (fate: BroughtFate) => fate === 'new' || fate === 'moves'

export function countFates(
  rows: readonly Row[],
  direction: Direction,
  ignoreIndexes: boolean,
): Record<BroughtFate, number> {
  const counts = { new: 0, moves: 0, same: 0, absent: 0 }
  for (const row of rows) counts[fateOf(row, direction, ignoreIndexes)] += 1
  return counts
}
