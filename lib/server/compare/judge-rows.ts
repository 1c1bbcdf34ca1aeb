import type { compareTags } from '#lib/api/compare.ts'
import type { QueryOf } from '#lib/api/endpoint.ts'
import { platformKey } from '#lib/engines/compare/platform-key.ts'
import {
  holdsSameImages,
  type MatrixRow,
  type PlatformImage,
  type PlatformRow,
  platformRows,
} from '#lib/engines/compare/tag-matrix.ts'
import type { ComparedSideTag } from '../index/compared-tags.ts'

type Sort = QueryOf<typeof compareTags>['sort']

export interface Row extends MatrixRow<ComparedSideTag> {
  readonly platforms: readonly PlatformRow[]
  readonly sameImages: boolean
  /** What it is sorted by, besides its name. */
  readonly sortValue: string
}

/** The indexes whose images have to be known to judge a matrix. */
export const digestsThatDiffer = (matrix: readonly MatrixRow<ComparedSideTag>[]) => [
  ...new Set(
    matrix
      .filter(({ state }) => state !== 'same')
      .flatMap(({ targets }) =>
        targets.flatMap((tag) => (tag?.kind === 'index' && tag.digest ? [tag.digest] : [])),
      ),
  ),
]

/** What a matrix says, down to the platforms of indexes that differ. */
export function judgeRows(
  matrix: readonly MatrixRow<ComparedSideTag>[],
  images: ReadonlyMap<string, readonly PlatformImage[]>,
  sort: Sort,
): Row[] {
  return matrix.map((row) => {
    const isIndexed = row.state !== 'same' && row.targets.some((tag) => tag?.kind === 'index')
    const platforms = isIndexed ? platformRows(row.targets.map((tag) => tag && imagesOf(tag, images))) : []
    return {
      ...row,
      platforms,
      sameImages: row.state === 'differs' && holdsSameImages(platforms),
      sortValue: sortValueOf(row, sort),
    }
  })
}

/** An image by itself is what an index with one platform holds. */
const imagesOf = (
  { digest, kind, platforms }: ComparedSideTag,
  images: ReadonlyMap<string, readonly PlatformImage[]>,
): readonly PlatformImage[] => {
  if (kind === 'index') return images.get(digest ?? '') ?? []
  const [platform] = platforms ?? []
  return digest && platform ? [{ key: platformKey(platform), digest }] : []
}

const rank = { differs: '0', missing: '1', same: '2' } as const

function sortValueOf({ name, state, targets }: MatrixRow<ComparedSideTag>, sort: Sort): string {
  if (sort === 'name') return name
  if (sort === 'state') return rank[state]
  return targets.find((tag) => tag !== null)?.versionKey ?? ''
}
