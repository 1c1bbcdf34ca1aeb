import { parseTime } from '#lib/client/format.ts'

interface Row {
  readonly name: string
  readonly createdAt: string | null
}

/**
 * The two that are selected, the older one first, so that a comparison reads as what has changed since; as they were
 * selected where that is not known of both. null unless there are just two.
 */
export function pairToCompare(
  selected: Iterable<string>,
  rows: readonly Row[],
): readonly [left: string, right: string] | null {
  const [first, second, ...more] = selected
  if (first === undefined || second === undefined || more.length > 0) return null
  const madeAt = (name: string) => parseTime(rows.find((row) => row.name === name)?.createdAt)
  const [a, b] = [madeAt(first), madeAt(second)]
  return a !== null && b !== null && b < a ? [second, first] : [first, second]
}
