import { expect, test } from 'vitest'
import type { ComparedRow } from '#lib/api/compare.ts'
import { keyOfLine, matrixLines } from './matrix-rows.ts'

const row = (name: string, platforms: string[] = []): ComparedRow => ({
  path: null,
  name,
  state: 'differs',
  targets: [null, null],
  platforms: platforms.map((platform) => ({ platform, state: 'differs', digests: [null, null] })),
  sameImages: false,
  newest: null,
})

test('an unfolded tag is followed by its platforms, each line under a key of its own', () => {
  const rows = [row('2', ['linux/amd64', 'linux/arm64']), row('1', ['linux/amd64']), row('0')]
  const lines = matrixLines(rows, new Set(['2', '0']))
  expect(lines.map(keyOfLine)).toEqual(['2', '2 linux/amd64', '2 linux/arm64', '1', '0'])
  expect(lines.map(({ isOpen }) => isOpen)).toEqual([true, null, null, false, null])
})
