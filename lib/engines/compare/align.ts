/** Places in both lists where they agree, or in one of them alone. */
export interface Aligned {
  readonly left: number | null
  readonly right: number | null
}

/** Beyond so many steps, what lies between the common beginning and end is not searched for more in common. */
const maxTable = 1_000_000

/**
 * Two lists of steps beside each other, with as many as possible in common and in order: their longest common subsequence.
 * What only the left has stands before what only the right has.
 */
export function align(left: readonly string[], right: readonly string[]): Aligned[] {
  let start = 0
  while (start < left.length && start < right.length && left[start] === right[start]) start++
  let end = 0
  while (
    end < left.length - start &&
    end < right.length - start &&
    left[left.length - 1 - end] === right[right.length - 1 - end]
  )
    end++
  const middle = alignMiddle(
    left.slice(start, left.length - end),
    right.slice(start, right.length - end),
  ).map((pair) => ({
    left: pair.left === null ? null : pair.left + start,
    right: pair.right === null ? null : pair.right + start,
  }))
  const both = (count: number, fromLeft: number, fromRight: number) =>
    Array.from({ length: count }, (_, i) => ({ left: fromLeft + i, right: fromRight + i }))
  return [...both(start, 0, 0), ...middle, ...both(end, left.length - end, right.length - end)]
}

function alignMiddle(left: readonly string[], right: readonly string[]): Aligned[] {
  const onlyLeft = (from: number) => left.slice(from).map((_, i) => ({ left: from + i, right: null }))
  const onlyRight = (from: number) => right.slice(from).map((_, i) => ({ left: null, right: from + i }))
  if (left.length * right.length > maxTable) return [...onlyLeft(0), ...onlyRight(0)]
  const common = commonLengths(left, right)
  const at = (i: number, j: number) => common[i * (right.length + 1) + j] ?? 0
  const rows: Aligned[] = []
  let [i, j] = [0, 0]
  while (i < left.length && j < right.length) {
    if (left[i] === right[j]) rows.push({ left: i++, right: j++ })
    else if (at(i + 1, j) >= at(i, j + 1)) rows.push({ left: i++, right: null })
    else rows.push({ left: null, right: j++ })
  }
  return [...rows, ...onlyLeft(i), ...onlyRight(j)]
}

/** How much the rest of both lists has in common, from each pair of places on. */
function commonLengths(left: readonly string[], right: readonly string[]): Uint32Array {
  const width = right.length + 1
  const table = new Uint32Array((left.length + 1) * width)
  for (let i = left.length - 1; i >= 0; i--) {
    for (let j = right.length - 1; j >= 0; j--) {
      table[i * width + j] =
        left[i] === right[j]
          ? (table[(i + 1) * width + j + 1] ?? 0) + 1
          : Math.max(table[(i + 1) * width + j] ?? 0, table[i * width + j + 1] ?? 0)
    }
  }
  return table
}
