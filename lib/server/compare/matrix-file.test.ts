import { expect, test } from 'vitest'
import type { ComparedRow } from '#lib/api/compare.ts'
import { matrixCsv, matrixMarkdown } from './matrix-file.ts'

const side = (digit: string) => ({
  digest: `sha256:${digit.repeat(64)}`,
  size: null,
  createdAt: null,
  platforms: null,
  kind: null,
})
const row = (part: Partial<ComparedRow>): ComparedRow => ({
  path: null,
  name: '1.0',
  state: 'same',
  targets: [side('a'), side('a')],
  platforms: [],
  sameImages: false,
  newest: null,
  ...part,
})
const [a, b] = ['a', 'b'].map((digit) => digit.repeat(64))

test('a table of comma-separated values has a column a side, and nothing where a side has none', () => {
  const rows = [row({}), row({ name: '2.0', state: 'missing', targets: [null, side('b')] })]
  expect(matrixCsv(['local/app', '=local/b'], rows)).toBe(
    `tag,state,local/app,'=local/b\r\n1.0,same,sha256:${a},sha256:${a}\r\n2.0,missing,,sha256:${b}\r\n`,
  )
})

test('a table for a pull request tells every state by a sign and a word, and leads to where it is from', () => {
  const rows = [
    row({ name: 'v1_0', state: 'differs', targets: [side('a'), side('b')] }),
    row({ state: 'differs', sameImages: true }),
    row({ state: 'missing', targets: [side('a'), null] }),
  ]
  expect(matrixMarkdown(['local/my__app', 'prod/app'], rows, 'https://portolan.test/compare?target=a')).toBe(
    [
      '| Tag | State | local/my\\_\\_app | prod/app |',
      '| --- | --- | --- | --- |',
      '| v1\\_0 | ≠ differs | `aaaaaaaaaaaa` | `bbbbbbbbbbbb` |',
      '| 1.0 | ≅ same images | `aaaaaaaaaaaa` | `aaaaaaaaaaaa` |',
      '| 1.0 | ∅ missing | `aaaaaaaaaaaa` | – |',
      '',
      '[Compare again](<https://portolan.test/compare?target=a>)',
      '',
    ].join('\n'),
  )
})

test('where sides are many repositories each row says which, in both kinds of file', () => {
  const rows = [
    row({ path: 'api' }),
    row({ path: 'worker/mail', state: 'missing', targets: [side('a'), null] }),
  ]
  const sides = ['local/shop/*', 'prod/*']
  expect(matrixCsv(sides, rows).split('\r\n')[0]).toBe('path,tag,state,local/shop/*,prod/*')
  expect(matrixCsv(sides, rows)).toContain(`\r\nworker/mail,1.0,missing,sha256:${a},\r\n`)
  expect(matrixMarkdown(sides, rows, null)).toContain(
    '\n| worker/mail | 1.0 | ∅ missing | `aaaaaaaaaaaa` | – |\n',
  )
})

test('nothing in a link can end it', () => {
  expect(matrixMarkdown([], [], 'https://portolan.test/compare?q=> <b')).toContain('q=%3E%20%3Cb>)')
})
