import { expect, it } from 'vitest'
import { compareTags } from '#lib/api/compare.ts'
import { endpoints } from '#lib/api/index.ts'
import { getOverview, listGrowth } from '#lib/api/overview.ts'
import { getSync } from '#lib/api/sync.ts'
import { affectedBy } from './live-queries.ts'

const keysOf = (change: Parameters<typeof affectedBy>[0]) =>
  affectedBy(change).map(({ key }) => JSON.stringify(key))
const shown = (...key: readonly unknown[]) => JSON.stringify(key)

it('the overview keeps up with a registry, with its repositories and with what was pushed', () => {
  expect(keysOf({ about: 'registries' })).toEqual(
    expect.arrayContaining([shown(getOverview.id), shown(listGrowth.id)]),
  )
  expect(keysOf({ about: 'registry', registry: 'a' })).toEqual(
    expect.arrayContaining([shown(getOverview.id), shown(listGrowth.id)]),
  )
  expect(keysOf({ about: 'repositories', registry: 'a' })).toContain(shown(getOverview.id))
  expect(keysOf({ about: 'activity' })).toContain(shown(getOverview.id))
  expect(keysOf({ about: 'comparisons' })).toContain(shown(getOverview.id))
})

it('the walks of one registry are asked for again for that one alone', () => {
  const walks = keysOf({ about: 'registry', registry: 'a' }).filter((key) => key.includes(getSync.id))
  expect(walks).toEqual([shown(getSync.id, { registry: 'a' })])
})

it('a comparison keeps up with tags anywhere, and with which repositories a namespace has', () => {
  expect(keysOf({ about: 'tags', registry: 'a', repository: 'b' })).toContain(shown(compareTags.id))
  expect(keysOf({ about: 'repositories', registry: 'a' })).toContain(shown(compareTags.id))
})

it('a connection that was lost makes every query of the overview be asked again', () => {
  expect(keysOf({ about: 'anything' })).toEqual(
    expect.arrayContaining([getOverview, listGrowth, getSync].map(({ id }) => shown(id))),
  )
})

it('names endpoints that there are', () => {
  const ids = new Set(endpoints.map(({ id }) => id))
  const changes: Parameters<typeof affectedBy>[0][] = [
    { about: 'anything' },
    { about: 'registries' },
    { about: 'registry', registry: 'a' },
    { about: 'repositories', registry: 'a' },
    { about: 'tags', registry: 'a', repository: 'b' },
    { about: 'deletion', deletion: '00000000-0000-4000-8000-000000000000' },
    { about: 'comparisons' },
    { about: 'activity' },
  ]
  const named = changes.flatMap((change) => affectedBy(change).map(({ key }) => key[0]))
  expect(named.filter((id) => !ids.has(id))).toEqual([])
})
