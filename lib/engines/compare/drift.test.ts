import { expect, test } from 'vitest'
import { isDrift, type JudgedRow } from './drift.ts'
import { holdsSameImages, type PlatformRow, stateOf } from './tag-matrix.ts'

/** Each side as its digest; null where it has no such tag. */
function rowOf(digests: readonly (string | null)[], platforms: readonly PlatformRow[] = []): JudgedRow {
  const state = stateOf(digests)
  return {
    state,
    targets: digests.map((digest) => digest && { name: '1', path: null, digest, createdAt: null }),
    platforms,
    sameImages: state === 'differs' && holdsSameImages(platforms),
  } as JudgedRow
}
const platform = (...digests: (string | null)[]): PlatformRow => ({
  key: 'linux/amd64',
  digests,
  state: stateOf(digests),
})
const all = { expect: 'same', ignoreIndexes: false } as const
const differing = { expect: 'no-differences', ignoreIndexes: false } as const

test('what is the same everywhere is never drift', () => {
  expect(isDrift(rowOf(['a', 'a', 'a']), all)).toBe(false)
  expect(isDrift(rowOf(['a', 'a']), differing)).toBe(false)
})

test('what differs is drift whatever is expected', () => {
  expect(isDrift(rowOf(['a', 'b']), all)).toBe(true)
  expect(isDrift(rowOf(['a', 'b']), differing)).toBe(true)
})

test('what is missing is drift only where it must not be', () => {
  expect(isDrift(rowOf(['a', null]), all)).toBe(true)
  expect(isDrift(rowOf(['a', null]), differing)).toBe(false)
  expect(isDrift(rowOf(['a', null, 'a']), differing)).toBe(false)
})

test('that a tag is missing on one side does not hide that it differs between the others', () => {
  expect(isDrift(rowOf(['a', null, 'b']), differing)).toBe(true)
})

test('the same images under other indexes are drift unless that is said to be no difference', () => {
  const rebuilt = rowOf(['i', 'j'], [platform('a', 'a')])
  expect(isDrift(rebuilt, all)).toBe(true)
  expect(isDrift(rebuilt, { ...all, ignoreIndexes: true })).toBe(false)
  expect(isDrift(rowOf(['i', 'j'], [platform('a', 'b')]), { ...all, ignoreIndexes: true })).toBe(true)
  const withGap = rowOf(['i', null, 'j'], [platform('a', null, 'a')])
  expect(isDrift(withGap, differing)).toBe(true)
  expect(isDrift(withGap, { ...differing, ignoreIndexes: true })).toBe(false)
  const partly = rowOf(['i', null, 'j'], [platform('a', null, null)])
  expect(isDrift(partly, { ...differing, ignoreIndexes: true })).toBe(true)
})
