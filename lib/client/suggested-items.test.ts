import { expect, test } from 'vitest'
import { itemsOfGroups, keyOfGroup } from './suggested-items.ts'

const digest = (n: number) => `sha256:${String(n).repeat(64)}`
const item = (tag: string | null, on: string | null) => ({
  tag,
  digest: on,
  createdAt: null,
  size: null,
  because: null,
})
const place = { registry: 'real', repository: 'team/api' }

test('what is superfluous for two reasons is asked for once, and on the digest that it was seen on', () => {
  const stale = { kind: 'stale' as const, series: null, items: [item('old', digest(1))], count: 1 }
  const superseded = {
    kind: 'superseded' as const,
    series: 'main',
    items: [item('old', digest(1)), item('main-1', null), item(null, digest(2)), item(null, null)],
    count: 4,
  }
  expect(itemsOfGroups(place, [stale, superseded])).toEqual([
    { ...place, tag: 'old', expected: digest(1) },
    { ...place, tag: 'main-1' },
    { ...place, digest: digest(2) },
  ])
  expect(keyOfGroup(stale)).not.toBe(keyOfGroup(superseded))
})
