import { expect, test } from 'vitest'
import { isRepositoryName, isTag, parseDigest } from './grammar.ts'

test.each(['a', 'library/nginx', 'a.b/c_d/e__f/g--h', 'a/blobs/uploads', 'x'.repeat(255)])(
  'takes %s for a repository name',
  (name) => expect(isRepositoryName(name)).toBe(true),
)

test.each([
  '',
  'A',
  '/a',
  'a/',
  'a//b',
  '..',
  'a/../b',
  'a/.',
  '_blobs',
  'a/_tags',
  'a___b',
  'a.-b',
  'a\0',
  'a\n',
  'x'.repeat(256),
])('refuses %j as a repository name', (name) => expect(isRepositoryName(name)).toBe(false))

test.each(['..', '.', '', '-a', 'a/b', 'a:b', 'a\n', 'é', 'x'.repeat(129)])('refuses %j as a tag', (tag) =>
  expect(isTag(tag)).toBe(false),
)

test.each([
  '',
  'sha256:',
  `sha256:${'A'.repeat(64)}`,
  `sha256:${'a'.repeat(63)}`,
  `sha512:${'a'.repeat(64)}`,
  `md5:${'a'.repeat(32)}`,
  `sha256:${'a'.repeat(64)}:`,
  `__proto__:${'a'.repeat(64)}`,
  'sha256:../../etc/passwd',
])('refuses %j as a digest', (digest) => expect(parseDigest(digest)).toBeNull())
