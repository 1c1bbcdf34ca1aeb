import { expect, test } from 'vitest'
import { pageHeaders } from './page-headers.ts'

const url = { pathname: '/r/local', search: '?q=a' }
const production = { isDevelopment: false, publicUrl: undefined }

test('scripts run with the nonce alone: neither inline ones nor eval', () => {
  const policy = pageHeaders(url, production).toBrowser['content-security-policy'] ?? ''
  const scripts = policy.split('; ').find((d) => d.startsWith('script-src'))
  expect(scripts).toMatch(/'nonce-[A-Za-z0-9+/]{22}=='/)
  expect(scripts).not.toContain('unsafe')
  for (const directive of [
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "form-action 'self'",
  ]) {
    expect(policy).toContain(directive)
  }
})

test('each request has a nonce of its own, and page and browser are told the same policy', () => {
  const [a, b] = [pageHeaders(url, production), pageHeaders(url, production)]
  expect(a.toPage['x-nonce']).not.toBe(b.toPage['x-nonce'])
  expect(a.toPage['content-security-policy']).toBe(a.toBrowser['content-security-policy'])
  expect(a.toPage['content-security-policy']).toContain(a.toPage['x-nonce'])
  expect(a.toPage['x-portolan-path']).toBe('/r/local?q=a')
})

test.each([
  [undefined, undefined],
  ['http://10.0.0.1:3000', undefined],
  ['not a URL', undefined],
  ['https://portolan.example.com', 'max-age=31536000'],
])('https is insisted on only where it is configured (%s)', (publicUrl, expected) => {
  const { toBrowser } = pageHeaders(url, { isDevelopment: false, publicUrl })
  expect(new Headers(toBrowser).get('strict-transport-security') ?? undefined).toBe(expected)
})
