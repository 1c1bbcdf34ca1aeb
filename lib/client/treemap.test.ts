import { expect, test } from 'vitest'
import type { SizeNode } from '#lib/api/sizes.ts'
import { layoutTreemap } from './treemap.ts'

const node = (
  id: string,
  parent: string | null,
  unique: number,
  more: { shared?: number; sharedInside?: number } = {},
): SizeNode => {
  const shared = more.shared ?? 0
  const known = { total: unique + shared, unique, shared }
  return {
    id,
    parent,
    kind: id === '' ? 'registry' : id.endsWith('/') ? 'namespace' : 'repository',
    name: id.replace(/\/$/, '') || null,
    ...known,
    known,
    unknownTags: 0,
    unlistedRepositories: 0,
    sharedInside: more.sharedInside ?? 0,
    repositories: 1,
  }
}

const nodes = [
  node('', null, 100, { sharedInside: 10 }),
  node('a/', '', 60, { sharedInside: 20, shared: 10 }),
  node('b', '', 30, { shared: 10 }),
  node('a/x', 'a/', 40, { shared: 30 }),
  node('a/y', 'a/', 0, { shared: 30 }),
]

test('the tiles of a level sum up to all bytes, and what is shared is a tile of its own', () => {
  const tiles = layoutTreemap(nodes)
  const sum = (depth: number, under = '') =>
    tiles.filter((tile) => tile.depth === depth && tile.id.startsWith(under)).reduce((n, t) => n + t.bytes, 0)
  expect(sum(1)).toBe(100)
  expect(sum(2, 'a/')).toBe(60)
  expect(tiles.map(({ id }) => id).sort()).toEqual(['#inside', 'a/', 'a/#inside', 'a/x', 'b'])
})

test('areas go by bytes', () => {
  const area = (id: string) => {
    const tile = layoutTreemap(nodes).find((one) => one.id === id)
    return (tile?.width ?? 0) * (tile?.height ?? 0)
  }
  expect(area('b') / area('#inside')).toBeGreaterThan(2.5)
  expect(area('b') / area('#inside')).toBeLessThan(3.5)
})

test('of a namespace what it shares with others is a tile, and with it they are its total', () => {
  const root = node('a/', null, 60, { sharedInside: 20, shared: 10 })
  const tiles = layoutTreemap([root, node('a/x', 'a/', 40)])
  expect(tiles.reduce((total, tile) => total + tile.bytes, 0)).toBe(70)
  expect(tiles.some(({ kind }) => kind === 'outside')).toBe(true)
})

test('where there is nothing there are no tiles', () => {
  expect(layoutTreemap([])).toEqual([])
  expect(layoutTreemap([node('', null, 0)])).toEqual([])
})

test('tiles lie within the map and within what they are part of, and what is too thin to be seen is left out', () => {
  const many = [
    node('', null, 1_000_000_000),
    ...Array.from({ length: 40 }, (_, i) => node(`n${i}/`, '', Math.round(5e8 / 3 ** i))),
    ...Array.from({ length: 40 }, (_, i) => node(`n${i}/x`, `n${i}/`, Math.round(4e8 / 3 ** i))),
    ...Array.from({ length: 40 }, (_, i) => node(`n${i}/y`, `n${i}/`, Math.round(1e8 / 3 ** i))),
  ]
  const tiles = layoutTreemap(many)
  const end = (tile: (typeof tiles)[number]) => [tile.left + tile.width, tile.top + tile.height] as const
  expect(tiles.length).toBeLessThan(100)
  for (const tile of tiles) {
    const [right, bottom] = end(tile)
    const parent = tiles.find(({ id, depth }) => depth === 1 && tile.depth === 2 && tile.id.startsWith(id))
    const [mostRight, mostBottom] = parent ? end(parent) : ([100, 100] as const)
    expect(right).toBeLessThanOrEqual(mostRight + 1e-6)
    expect(bottom).toBeLessThanOrEqual(mostBottom + 1e-6)
    expect(tile.left).toBeGreaterThanOrEqual((parent?.left ?? 0) - 1e-6)
    expect(tile.top).toBeGreaterThanOrEqual((parent?.top ?? 0) - 1e-6)
    expect(Math.min(tile.width, tile.height)).toBeGreaterThan(0.1)
  }
  // A line above what is in it only where there is room for both.
  expect(tiles.find(({ id }) => id === 'n0/')?.hasHeading).toBe(true)
  expect(tiles.filter(({ depth, hasHeading }) => depth === 2 && hasHeading)).toEqual([])
})
