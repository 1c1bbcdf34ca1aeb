export type ValueState = 'same' | 'differs' | 'added' | 'removed'

export interface ValueRow {
  readonly name: string
  readonly state: ValueState
  /** null: that side has none. */
  readonly left: string | null
  readonly right: string | null
}

type Values = ReadonlyMap<string, string>

/** One row for each name of either side: those of the left in their order, then what only the right has. */
export function compareValues(left: Values, right: Values): ValueRow[] {
  const names = new Set([...left.keys(), ...right.keys()])
  return Array.from(names, (name) => row(name, left.get(name) ?? null, right.get(name) ?? null))
}

function row(name: string, left: string | null, right: string | null): ValueRow {
  const state = left === null ? 'added' : right === null ? 'removed' : left === right ? 'same' : 'differs'
  return { name, state, left, right }
}

/** The same for values that are their own names, such as ports. */
export const compareSets = (left: readonly string[], right: readonly string[]): ValueRow[] =>
  compareValues(new Map(left.map((value) => [value, value])), new Map(right.map((value) => [value, value])))
