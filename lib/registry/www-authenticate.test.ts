import { expect, test } from 'vitest'
import { parseChallenges } from './www-authenticate.ts'

const bearer = { realm: 'https://auth.example/token', service: 'r', scope: 'repository:a/b:pull,push' }
const one = (scheme: string, parameters: object, token68: string | null = null) => [
  { scheme, parameters, token68 },
]

test.each([
  [
    'in the usual order',
    'Bearer realm="https://auth.example/token",service="r",scope="repository:a/b:pull,push"',
  ],
  [
    'in another order',
    'bearer scope="repository:a/b:pull,push" , service="r", realm="https://auth.example/token"',
  ],
  ['without quotes', 'Bearer realm=https://auth.example/token,service=r,scope="repository:a/b:pull,push"'],
  [
    'with spaces around =',
    'Bearer realm = "https://auth.example/token", service= r, scope ="repository:a/b:pull,push"',
  ],
  [
    'with names in upper case',
    'BEARER Realm="https://auth.example/token",SERVICE=r,Scope="repository:a/b:pull,push"',
  ],
])('parameters %s are the same challenge', (_, header) => {
  expect(parseChallenges(header)).toEqual(one('bearer', bearer))
})

test('quoted strings may hold escapes, commas and what looks like a challenge', () => {
  const header = 'Basic realm="a \\"b\\", Bearer realm=x\\\\"'
  expect(parseChallenges(header)).toEqual(one('basic', { realm: 'a "b", Bearer realm=x\\' }))
})

test('several challenges stand in one header and in several', () => {
  const expected = [
    ...one('basic', { realm: 'x' }),
    ...one('bearer', { realm: 'https://t', error: 'invalid_token' }),
  ]
  expect(parseChallenges('Basic realm="x", Bearer realm="https://t",error="invalid_token"')).toEqual(expected)
  expect(parseChallenges(['Basic realm="x"', 'Bearer realm="https://t", error=invalid_token'])).toEqual(
    expected,
  )
})

test('a scheme may have a token68, or nothing', () => {
  expect(parseChallenges('Negotiate YWJj==, Basic realm=x')).toEqual([
    ...one('negotiate', {}, 'YWJj=='),
    ...one('basic', { realm: 'x' }),
  ])
  expect(parseChallenges('NTLM, Basic realm="x"').map((c) => c.scheme)).toEqual(['ntlm', 'basic'])
})

test('a repeated parameter does not replace the first', () => {
  expect(parseChallenges('Bearer realm="https://a", realm="https://evil"')).toEqual(
    one('bearer', { realm: 'https://a' }),
  )
})

test.each(['', '   ', ',,,', '"', '=x', 'realm="x"', 'Bearer realm="unclosed'])(
  '%s breaks nothing',
  (header) => {
    expect(() => parseChallenges(header)).not.toThrow()
  },
)

test('parameters with the names of object members are just parameters', () => {
  expect(parseChallenges('Bearer __proto__="x", constructor="y"')[0]?.parameters.realm).toBeUndefined()
})
