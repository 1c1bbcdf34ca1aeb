import { describe, expect, it } from 'vitest'
import { failureOf } from './auth.ts'
import { safeCallbackUrl } from './sign-in-redirect.ts'

describe('where signing in leads', () => {
  const origin = 'https://portolan.example.com'
  it.each([
    ['/r/local?q=a#b', '/r/local?q=a#b'],
    ['https://portolan.example.com/r/local', '/r/local'],
    ['https://evil.example/', '/'],
    ['//evil.example/', '/'],
    ['/\\evil.example', '/'],
    ['javascript:alert(1)', '/'],
    ['data:text/html,x', '/'],
    ['http://portolan.example.com/', '/'],
    ['https://portolan.example.com@evil.example/', '/'],
    ['/sign-in?callbackUrl=/', '/'],
    ['http://[', '/'],
    [null, '/'],
    ['', '/'],
  ])('%s leads to %s', (url, path) => expect(safeCallbackUrl(url, origin)).toBe(path))
})

describe("next-auth's answer", () => {
  it.each([
    [true, 'http://localhost:3000/', null],
    [true, 'http://localhost:3000/api/auth/signin?csrf=true', { code: 'bad_csrf_token' }],
    [false, '/sign-in?error=invalid_credentials', { code: 'invalid_credentials' }],
    [false, '/sign-in?error=CredentialsSignin', { code: 'invalid_credentials' }],
    [false, '/x?error=too_many_attempts%3A42', { code: 'too_many_attempts', retryAfterSeconds: 42 }],
    [false, '/x?error=too_many_attempts%3Asoon', { code: 'failed' }],
    [true, '/x?error=Configuration', { code: 'failed' }],
    [true, '/api/auth/signin', { code: 'failed' }],
    [false, '/', { code: 'failed' }],
  ])('ok %s with %s is %o', (isOk, url, failure) => expect(failureOf(isOk, url)).toEqual(failure))
})
