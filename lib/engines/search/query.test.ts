import { describe, expect, test } from 'vitest'
import { pullCommands } from '../pull/pull-commands.ts'
import { isEmptyQuery, parseQuery } from './query.ts'

const hex = 'a1b2c3d4'.repeat(8)

describe('a reference is understood however it is written', () => {
  test.each([
    ['api:1.4.2', null, 'api', '1.4.2', null],
    ['team/api:latest', null, 'team/api', 'latest', null],
    ['Registry.example.com/team/api:1', 'registry.example.com', 'team/api', '1', null],
    ['127.0.0.1:5000/team/api', '127.0.0.1:5000', 'team/api', null, null],
    ['localhost/team/api', 'localhost', 'team/api', null, null],
    ['lab:5000/api:1', 'lab:5000', 'api', '1', null],
    [`team/api@sha256:${hex}`, null, 'team/api', null, `sha256:${hex}`],
    [`team/api:1@sha256:${hex}`, null, 'team/api', '1', `sha256:${hex}`],
    ['docker://quay.io/team/api:1', 'quay.io', 'team/api', '1', null],
    ['docker pull --platform linux/arm64 quay.io/team/api:RC_1', 'quay.io', 'team/api', 'RC_1', null],
    ['$ sudo docker run nginx', null, 'nginx', null, null],
    ['FROM alpine:3.20', null, 'alpine', '3.20', null],
    ['image: "team/api:1"', null, 'team/api', '1', null],
    ['repo:team/api tag:1.4', null, 'team/api', '1.4', null],
    ['tag:latest', null, '', 'latest', null],
  ])('%s', (text, host, path, tag, digest) => {
    expect(parseQuery(text)).toMatchObject({ reference: { host, path, tag, digest }, words: [] })
  })

  test('every command with which we show how to pull an image', () => {
    for (const kind of ['image', 'chart'] as const) {
      const target = {
        host: 'r.example:5000',
        repository: 'team/api',
        tag: '1.2_b.5',
        kind,
        isInsecure: true,
      }
      for (const { byTag, byDigest } of pullCommands({ ...target, digest: `sha256:${hex}` })) {
        const there = { host: 'r.example:5000', path: 'team/api' }
        expect(parseQuery(byTag ?? '').reference).toMatchObject({ ...there, tag: '1.2_b.5' })
        expect(parseQuery(byDigest).reference).toMatchObject({ ...there, digest: `sha256:${hex}` })
      }
    }
  })
})

test('words are taken in lower case, at most six of them; a path without tag is one, and a tool is one too', () => {
  expect(parseQuery('Team/API  Nightly')).toMatchObject({ words: ['team/api', 'nightly'], reference: null })
  expect(parseQuery('docker').words).toEqual(['docker'])
  expect(parseQuery('docker api').words).toEqual(['docker', 'api'])
  expect(parseQuery('a b c d e f g h').words).toHaveLength(6)
})

test('a digest is found by its beginning, with and without its algorithm', () => {
  expect(parseQuery('sha256:A1B2').digest).toBe('sha256:a1b2')
  expect(parseQuery('digest:a1b2').digest).toBe('sha256:a1b2')
  expect(parseQuery('a1b2c3d')).toMatchObject({ digest: 'sha256:a1b2c3d', words: ['a1b2c3d'] })
  expect(parseQuery(hex).digest).toBe(`sha256:${hex}`)
  expect(parseQuery('facade').digest).toBeNull()
  expect(parseQuery('1.2.3').digest).toBeNull()
})

test('labels, annotations and base images have forms of their own', () => {
  expect(parseQuery('label:Team=Payments').label).toEqual({ source: 'label', key: 'team', value: 'payments' })
  expect(parseQuery('team=payments').label).toEqual({ source: null, key: 'team', value: 'payments' })
  expect(parseQuery('label:payments').label).toEqual({ source: 'label', key: null, value: 'payments' })
  expect(parseQuery('annotation:vendor=').label).toEqual({ source: 'annotation', key: 'vendor', value: null })
  expect(parseQuery('base:Alpine:3.20').base).toBe('alpine:3.20')
  expect(parseQuery('registry:prod api')).toMatchObject({ registry: 'prod', words: ['api'] })
})

test('nothing that anybody types or pastes is too much', () => {
  for (const text of [
    '',
    '   ',
    ':',
    '@',
    '=',
    'label:',
    'label:=',
    '%_%',
    "'; DROP TABLE tags; --",
    '\0',
    '한국어 🚀',
    'a'.repeat(100_000),
    'docker pull',
    `${'a-'.repeat(5000)}:`,
    'x'.repeat(300).split('').join('/'),
  ])
    expect(() => parseQuery(text)).not.toThrow()
  expect(isEmptyQuery(parseQuery('  '))).toBe(true)
  expect(isEmptyQuery(parseQuery('='))).toBe(false)
  expect(parseQuery('한국어 🚀').words).toEqual(['한국어', '🚀'])
})
