import { expect, test } from 'vitest'
import { callbackPath } from './callback-path.ts'

test.each(['/', '/r/local', '/r/local/team~api?sort=size&q=a#top', '/r/local/a:b'])(
  'goes back to %s',
  (path) => expect(callbackPath(path)).toBe(path),
)

test.each([
  'https://attacker.example/',
  '//attacker.example',
  '/\\attacker.example',
  '\\\\attacker.example',
  '/\t/attacker.example',
  '/\n/attacker.example',
  '/.//attacker.example',
  '/x/..//attacker.example',
  'javascript:alert(1)',
  ' /r/local',
  '',
  null,
  undefined,
  '/sign-in?callbackUrl=/sign-in',
  '/api/auth/signout',
  `/${'a'.repeat(3000)}`,
])('goes home instead of to %j', (value) => expect(callbackPath(value)).toBe('/'))
