import { type MatrixRow, type PlatformRow, type SideTag, stateOf } from './tag-matrix.ts'

export interface Expectation {
  /** `no-differences`: a tag may be missing from a target, and where it is it has to be the same. */
  readonly expect: 'same' | 'no-differences'
  /** The same images under other indexes are the same. */
  readonly ignoreIndexes: boolean
}

export interface JudgedRow extends Pick<MatrixRow<SideTag>, 'state' | 'targets'> {
  readonly platforms: readonly PlatformRow[]
  readonly sameImages: boolean
}

/** Whether a row of a matrix is against what was expected of it. */
export function isDrift(row: JudgedRow, { expect, ignoreIndexes }: Expectation): boolean {
  if (row.state === 'same') return false
  if (row.state === 'differs') return !(ignoreIndexes && row.sameImages)
  return expect === 'same' || differsWhereItIs(row, ignoreIndexes)
}

/** That a tag is missing somewhere must not hide that it differs between others. */
function differsWhereItIs({ targets, platforms }: JudgedRow, ignoreIndexes: boolean): boolean {
  const places = targets.flatMap((tag, place) => (tag ? [place] : []))
  if (new Set(places.map((place) => targets[place]?.digest)).size < 2) return false
  const areImagesSame =
    platforms.length > 0 &&
    platforms.every(({ digests }) => stateOf(places.map((place) => digests[place])) === 'same')
  return !(ignoreIndexes && areImagesSame)
}
