import { basename, dirname } from 'node:path'
import { expect, test } from 'vitest'
import { layoutOf, tagOfFile, tagPath } from './layout.ts'

const layout = layoutOf('/registry')
const pathOf = (tag: string) => tagPath(layout, 'a', tag)

test.each(['latest', 'Latest', 'a', 'A', '_', '1.4.2-RC.1', 'Z'.repeat(128)])(
  'a file name leads back to the tag %s',
  (tag) => {
    const path = pathOf(tag)
    expect(tagOfFile(basename(dirname(path)), basename(path))).toBe(tag)
  },
)

test('tags that differ in case alone have different files on every file system', () => {
  expect(pathOf('Latest').toLowerCase()).not.toBe(pathOf('latest').toLowerCase())
})

test('no file name is longer than file systems allow', () => {
  expect(Buffer.byteLength(basename(pathOf('Z'.repeat(128))))).toBeLessThanOrEqual(255)
})

test('a stray file is no tag', () => {
  expect(tagOfFile('l', '.DS_Store')).toBeNull()
  expect(tagOfFile('l', '_ATEST')).toBeNull()
})
