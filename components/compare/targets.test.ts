import { expect, test } from 'vitest'
import { compareTargetOf } from '#lib/client/paths.ts'
import { targetOf } from './targets.ts'

test('a side is read from the address as it was written', () => {
  const target = { registry: 'local', repository: 'team/app' }
  expect(targetOf(compareTargetOf(target.registry, target.repository))).toEqual(target)
})

test.each(['', 'local', 'local/', '/app', 'local/a/b', 'local/UPPER', 'local/shop~*', 'Lo cal/app'])(
  '%j is no side',
  (text) => expect(targetOf(text)).toBeNull(),
)
