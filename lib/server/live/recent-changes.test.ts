import { expect, test } from 'vitest'
import type { Change } from '#lib/api/live.ts'
import { RecentChanges } from './recent-changes.ts'

const registry = (id: string): Change => ({ about: 'registry', registry: id })

test('what was told within the time asked for is told again, each once, and nothing older', () => {
  let now = 0
  const recent = new RecentChanges(60_000, () => now)
  recent.add(registry('a'))
  now = 1_000
  recent.add(registry('b'))
  now = 5_000
  recent.add(registry('a'))
  expect(recent.within(4_500)).toEqual([registry('b'), registry('a')])
  expect(recent.within(1_000)).toEqual([registry('a')])
  expect(recent.within(0)).toEqual([registry('a')])
})

test('further back than it remembers anything may have happened', () => {
  let now = 0
  const recent = new RecentChanges(60_000, () => now)
  expect(recent.within(60_000)).toEqual([])
  expect(recent.within(60_001)).toEqual([{ about: 'anything' }])
  for (let n = 0; n < 3_000; n++) recent.add(registry(`r${n}`))
  now = 10
  // Some were dropped to keep it bounded.
  expect(recent.within(20)).toEqual([{ about: 'anything' }])
  expect(recent.within(5)).toEqual([])
})
