import { expect, test } from 'vitest'
import type { RecentPush } from '#lib/api/overview.ts'
import { mergePushes } from './recent-pushes.ts'

const push = (tag: string, at: string, more: Partial<RecentPush> = {}): RecentPush => ({
  registry: 'one',
  repository: 'team/app',
  tag,
  digest: `sha256:${'a'.repeat(64)}`,
  at,
  basis: 'told',
  actor: null,
  isGone: false,
  ...more,
})
const named = (pushes: RecentPush[]) => pushes.map(({ tag, basis }) => `${tag} ${basis}`)

test('the newest is first, whether it was told or is only known by its build', () => {
  const told = [push('1', '2026-11-20T00:00:00Z'), push('2', '2026-11-22T00:00:00Z')]
  const built = [push('3', '2026-11-21T00:00:00Z', { basis: 'built' })]
  expect(named(mergePushes(told, built, 9))).toEqual(['2 told', '3 built', '1 told'])
})

test('a tag that moves all the time is there once, with its newest push, and leaves room for the others', () => {
  const told = [0, 1, 2, 3].map((n) => push('latest', `2026-11-2${n}T00:00:00Z`))
  const merged = mergePushes([...told, push('1', '2026-11-01T00:00:00Z')], [], 2)
  expect(merged.map(({ tag, at }) => [tag, at])).toEqual([
    ['latest', '2026-11-23T00:00:00Z'],
    ['1', '2026-11-01T00:00:00Z'],
  ])
})

test('when the registry told of a push, what the image says of its build says nothing more', () => {
  const built = push('1', '2026-11-24T00:00:00Z', { basis: 'built' })
  expect(named(mergePushes([push('1', '2026-11-20T00:00:00Z')], [built], 9))).toEqual(['1 told'])
})

test('tags of the same name in other repositories and registries are others', () => {
  const at = '2026-11-20T00:00:00Z'
  const all = [push('1', at), push('1', at, { repository: 'team/web' }), push('1', at, { registry: 'two' })]
  expect(mergePushes(all, [], 9)).toHaveLength(3)
})
