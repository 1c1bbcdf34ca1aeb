import { expect, test } from 'vitest'
import { compareTargetOf } from '#lib/client/paths.ts'
import { canBeCompared, repositoryAt, targetOf } from './targets.ts'

test('a side is read from the address as it was written', () => {
  const target = { registry: 'local', repository: 'team/app' }
  expect(targetOf(compareTargetOf(target.registry, target.repository))).toEqual(target)
})

test.each([
  '',
  'local',
  'local/',
  '/app',
  'local/a/b',
  'local/UPPER',
  'Lo cal/app',
  'local/~*',
  'local/a*',
  'local/**',
])('%j is no side', (text) => expect(targetOf(text)).toBeNull())

test('sides are compared where each is one repository or each is many, and no two are the same', () => {
  expect(canBeCompared(['local/app', 'prod/app'])).toBe(true)
  expect(canBeCompared(['local/shop~*', 'prod/*'])).toBe(true)
  expect(canBeCompared(['local/shop~*', 'prod/shop~app'])).toBe(false)
  expect(canBeCompared(['local/app', 'local/app'])).toBe(false)
  expect(canBeCompared(['local/app'])).toBe(false)
})

test('what * stands for leads to the repository of each side', () => {
  expect(repositoryAt({ registry: 'prod', repository: 'mirror/shop/*' }, 'api')).toBe('mirror/shop/api')
  expect(repositoryAt({ registry: 'prod', repository: '*' }, 'shop/api')).toBe('shop/api')
  expect(repositoryAt({ registry: 'prod', repository: 'shop/api' }, null)).toBe('shop/api')
})
