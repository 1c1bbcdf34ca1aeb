import { expect, test } from 'vitest'
import { createTargets } from './target.ts'

const secure = createTargets('r', new URL('https://registry.example/'))
const plain = createTargets('r', new URL('http://registry.example:5000/'))
const local = createTargets('r', new URL('http://localhost:5000/'))
const from = new URL('https://registry.example/v2/_catalog?n=1')

test('a link within the registry may be relative or absolute', () => {
  expect(secure.own('/v2/_catalog?last=a', from).href).toBe('https://registry.example/v2/_catalog?last=a')
  expect(secure.own('?last=a', from).href).toBe('https://registry.example/v2/_catalog?last=a')
  expect(secure.own('https://registry.example/x', from).href).toBe('https://registry.example/x')
})

test('a registry behind a proxy that says http of itself is asked over https', () => {
  expect(secure.own('http://registry.example/v2/x', from).href).toBe('https://registry.example/v2/x')
})

test.each([
  '//evil.example/v2/',
  'https://registry.example:444/',
  'https://registry.example.evil/',
  'http://evil/',
])('a link to %s leads to another origin', (link) => {
  expect(() => secure.own(link, from)).toThrow(expect.objectContaining({ code: 'forbidden_target' }))
})

test('a registry on https may not send us down to http, one on http may', () => {
  const forbidden = expect.objectContaining({ code: 'forbidden_target' })
  expect(() => secure.redirect('http://storage.example/x', from)).toThrow(forbidden)
  expect(() => secure.realm('http://auth.example/token')).toThrow(forbidden)
  expect(plain.redirect('http://storage.example/x', from).href).toBe('http://storage.example/x')
  expect(secure.redirect('https://storage.example/x', from).href).toBe('https://storage.example/x')
})

test.each([
  [secure, 'https://auth.docker.io/token', true],
  [plain, 'https://auth.docker.io/token', true],
  [plain, 'http://registry.example:5001/token', true],
  [plain, 'http://auth.example/token', false],
  [plain, 'http://localhost/token', false],
  [local, 'http://127.0.0.1:5001/token', true],
  [local, 'http://127.0.0.1.evil.example/token', false],
  [local, 'http://auth.example/token', false],
  [secure, 'http://registry.example/token', false],
])('credentials to a token server: %#', (targets, realm, isAllowed) => {
  const assertion = () => targets.assertMayHaveCredentials(new URL(realm))
  if (isAllowed) expect(assertion).not.toThrow()
  else expect(assertion).toThrow(expect.objectContaining({ code: 'forbidden_target' }))
})
