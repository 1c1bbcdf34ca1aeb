import { expect, test } from 'vitest'
import { exactLines, prettyLines } from './json-lines.ts'
import { tokeniseLine } from './json-tokens.ts'

const digest = `sha256:${'ab'.repeat(32)}`
const shown = (text: string) => prettyLines(text).lines.map(({ depth, text }) => '  '.repeat(depth) + text)

test('a compact document gets one member to a line', () => {
  const document = { a: 1, b: ['x', {}], c: { d: [] }, e: 'a "quoted, {text}": yes' }
  expect(shown(JSON.stringify(document)).join('\n')).toBe(JSON.stringify(document, null, 2))
})

test('only white space changes: numbers keep their spelling and names that are there twice stay', () => {
  const text = '{"n":1.0e0,"n":12345678901234567890}'
  expect(shown(text)).toEqual(['{', '  "n": 1.0e0,', '  "n": 12345678901234567890', '}'])
})

test('what is no JSON at all is shown, not thrown', () => {
  expect(shown('<html>')).toEqual(['<html>'])
  expect(shown('}}}"open')).not.toHaveLength(0)
})

test('four million nested arrays and a line of four million characters are cut, quickly', () => {
  const start = performance.now()
  expect(prettyLines('['.repeat(4 * 1024 * 1024)).isCut).toBe(true)
  const { lines } = prettyLines(`"${'a'.repeat(4 * 1024 * 1024)}"`)
  expect(lines[0]?.text.length).toBeLessThan(5_000)
  expect(lines[0]?.cut).toBeGreaterThan(4_000_000)
  expect(performance.now() - start).toBeLessThan(2_000)
})

test('exact lines joined are the text, however long they are', () => {
  const text = `{\n${'x'.repeat(1000)}\n}`
  const { lines, isCut } = exactLines(text)
  expect(isCut).toBe(false)
  expect(lines.map((line) => line.text).join('')).toBe(text.replaceAll('\n', ''))
})

test('exact lines never cut a digest in two, and never wait for a comma that does not come', () => {
  const text = JSON.stringify({ layers: Array.from({ length: 20 }, (_, size) => ({ digest, size })) })
  const { lines } = exactLines(text)
  expect(lines.map((line) => line.text).join('')).toBe(text)
  expect(lines.flatMap((line) => line.text.match(/sha256:[0-9a-f]{64}/g) ?? [])).toHaveLength(20)
  const start = performance.now()
  expect(exactLines('x'.repeat(4 * 1024 * 1024)).isCut).toBe(true)
  expect(performance.now() - start).toBeLessThan(500)
})

test('a digest inside of a string is a token of its own, and nothing is lost around it', () => {
  const line = `"digest": "${digest}",`
  const tokens = tokeniseLine(line)
  expect(tokens.filter(({ kind }) => kind === 'digest').map(({ text }) => text)).toEqual([digest])
  expect(tokens.map(({ text }) => text).join('')).toBe(line)
})

test('what only looks like a digest is no link', () => {
  for (const text of ['"sha256:abc"', `"${digest}ff"`, `"sha256:${'Z'.repeat(64)}"`])
    expect(tokeniseLine(text).some(({ kind }) => kind === 'digest')).toBe(false)
})

test('names, strings and literals are told apart', () => {
  expect(
    tokeniseLine('"size": 12, "x": "y", "z": null').map(({ kind, text }) => [kind, text.trim()]),
  ).toEqual([
    ['name', '"size"'],
    ['punctuation', ':'],
    ['literal', '12'],
    ['punctuation', ','],
    ['name', '"x"'],
    ['punctuation', ':'],
    ['string', '"y"'],
    ['punctuation', ','],
    ['name', '"z"'],
    ['punctuation', ':'],
    ['literal', 'null'],
  ])
})
