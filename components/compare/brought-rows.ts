import { type BroughtCounts, comes, type Direction, fateOf } from '#lib/api/bring-over.ts'
import type { ComparedRow } from '#lib/api/compare.ts'
import type { CopyWish } from '#lib/client/copy-items.ts'
import { repositoryAt, type Target } from './targets.ts'

/** Of some rows, those that a copy from one side to another would bring over. */
export const rowsThatCome = (rows: readonly ComparedRow[], direction: Direction, ignoreIndexes: boolean) =>
  rows.filter((row) => comes(fateOf(row, direction, ignoreIndexes)))

/** All that match, but some of them. */
export const countsWithout = (all: BroughtCounts, excepted: BroughtCounts): BroughtCounts => {
  const rest = (fate: keyof BroughtCounts) => Math.max(0, all[fate] - excepted[fate])
  return { new: rest('new'), moves: rest('moves'), same: rest('same'), absent: rest('absent') }
}

/** Rows as a copy asks for them: each keeps its tag, and its path below a namespace. */
export function wishesOf(
  rows: readonly Pick<ComparedRow, 'path' | 'name'>[],
  sides: readonly Target[],
  { from, to }: Direction,
): CopyWish[] {
  const [source, target] = [sides[from], sides[to]]
  if (!source || !target) return []
  return rows.map(({ path, name }) => ({
    from: { registry: source.registry, repository: repositoryAt(source, path), reference: name },
    to: { registry: target.registry, repository: repositoryAt(target, path), tag: name },
  }))
}
