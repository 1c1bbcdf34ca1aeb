import { expect, test } from 'vitest'
import { callbackUrlWithin } from './callback-url.ts'

const base = 'https://portolan.example.com'

test.each([
  ['/r/local?q=1', `${base}/r/local?q=1`],
  [`${base}/r/local`, `${base}/r/local`],
  [base, `${base}/`],
])('%s stays on our origin', (url, expected) => expect(callbackUrlWithin(url, base)).toBe(expected))

test.each([
  'https://attacker.example',
  '//attacker.example',
  'http://portolan.example.com/',
  `${base}.attacker.example/`,
  `${base}@attacker.example/`,
  'javascript:alert(1)',
  'http://[',
])('%s leads home', (url) => expect(new URL(callbackUrlWithin(url, base)).href).toBe(`${base}/`))
