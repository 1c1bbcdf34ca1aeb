import { expect, test } from 'vitest'
import { isRepositoryName, isTag } from './reference.ts'

test.each(['a', 'library/nginx', 'a/b/c', 'a.b_c__d---e/f0', '0'])('%s is a repository', (name) => {
  expect(isRepositoryName(name)).toBe(true)
})

test.each([
  '',
  '..',
  'a/../b',
  'a//b',
  '/a',
  'a/',
  'A',
  'a b',
  'a\0',
  'a%2fb',
  'a.',
  'a..b',
  'a___b',
  'é',
  'a\n',
  'a?b',
  'a'.repeat(256),
])('%j is no repository', (name) => {
  expect(isRepositoryName(name)).toBe(false)
})

test.each(['latest', 'V1.0', '_x', 'a-b.c', 'x'.repeat(128)])('%s is a tag', (tag) => {
  expect(isTag(tag)).toBe(true)
})

test.each(['', '.x', '-x', 'a/b', 'a:b', 'a b', '..', 'x'.repeat(129), 'a\0', 'a\n'])(
  '%j is no tag',
  (tag) => {
    expect(isTag(tag)).toBe(false)
  },
)
