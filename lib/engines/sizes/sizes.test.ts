import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Holding, namespacesOf, ownerOf } from './attribution.ts'
import { cutTree, findNamespace } from './cut-tree.ts'
import { buildSizeTree, type RegistryContent, type SizeNode } from './size-tree.ts'

/** A plain model: which repository holds which blobs. */
type World = ReadonlyMap<string, ReadonlySet<number>>

const segment = fc.constantFrom('a', 'b', 'a-b', 'a.b', 'ab', 'c')
const repository = fc.array(segment, { minLength: 1, maxLength: 4 }).map((segments) => segments.join('/'))
const world: fc.Arbitrary<World> = fc
  .array(fc.tuple(repository, fc.uniqueArray(fc.integer({ min: 0, max: 12 }))), { maxLength: 14 })
  .map((entries) => new Map(entries.map(([name, blobs]) => [name, new Set(blobs)])))

const sizeOf = (blob: number) => 3 ** blob
const sum = (blobs: Iterable<number>) => [...blobs].reduce((total, blob) => total + sizeOf(blob), 0)
const both = (a: ReadonlySet<number>, b: ReadonlySet<number>) => [...a].filter((blob) => b.has(blob))
const onlyFirst = (a: ReadonlySet<number>, b: ReadonlySet<number>) => [...a].filter((blob) => !b.has(blob))
const isIn = (namespace: string) => (name: string) => name.startsWith(namespace)
const heldBy = (world: World, matches: (name: string) => boolean) =>
  new Set([...world].filter(([name]) => matches(name)).flatMap(([, blobs]) => [...blobs]))

/** The same as the database makes it: by blob the lowest and the highest name. */
function contentOf(world: World): RegistryContent {
  const holders = Map.groupBy(
    [...world].flatMap(([name, blobs]) => [...blobs].map((blob) => ({ name, blob }))),
    ({ blob }) => blob,
  )
  const holdings: Holding[] = [...holders].map(([blob, held]) => {
    const names = held.map(({ name }) => name).sort()
    return { first: names[0] ?? '', last: names.at(-1) ?? '', bytes: sizeOf(blob) }
  })
  const namespaces = new Set([...world.keys()].flatMap(namespacesOf))
  const sharedOutside = new Map(
    [...namespaces].map((path) => {
      const outside = heldBy(world, (name) => !isIn(path)(name))
      return [path, sum(both(heldBy(world, isIn(path)), outside))]
    }),
  )
  const repositories = [...world].map(([name, blobs]) => ({
    name,
    total: sum(blobs),
    unknownTags: 1,
    isListed: true,
  }))
  return { repositories, holdings, sharedOutside }
}

const all = (node: SizeNode): SizeNode[] => [node, ...node.children.flatMap(all)]
const isWithin = (node: SizeNode) => (name: string) =>
  node.kind === 'repository' ? name === node.path : name.startsWith(node.path)

test('every node says what a plain model says: total, unique and shared of distinct blobs', () => {
  fc.assert(
    fc.property(world, (world) => {
      for (const node of all(buildSizeTree(contentOf(world)))) {
        const inside = heldBy(world, isWithin(node))
        const outside = heldBy(world, (name) => !isWithin(node)(name))
        expect(node).toMatchObject({
          total: sum(inside),
          unique: sum(onlyFirst(inside, outside)),
          shared: sum(both(inside, outside)),
        })
      }
    }),
  )
})

test('tiles sum up: the children of a node and what they share are what it has alone, and no byte counts twice', () => {
  fc.assert(
    fc.property(world, (world) => {
      const root = buildSizeTree(contentOf(world))
      expect(root.unique).toBe(sum(heldBy(world, () => true)))
      expect(root.shared).toBe(0)
      for (const { kind, children, unique, sharedInside, repositories } of all(root)) {
        if (kind === 'repository') continue
        expect(children.reduce((total, child) => total + child.unique, sharedInside)).toBe(unique)
        expect(children.reduce((count, child) => count + child.repositories, 0)).toBe(repositories)
      }
    }),
  )
})

test('however a tree is cut, what is shown sums up to the same', () => {
  const cut = fc.record({
    depth: fc.integer({ min: 0, max: 5 }),
    limit: fc.integer({ min: 1, max: 4 }),
    maxNodes: fc.integer({ min: 1, max: 20 }),
  })
  fc.assert(
    fc.property(world, cut, (world, cut) => {
      const root = buildSizeTree(contentOf(world))
      const shown = cutTree(root, cut)
      expect(shown.filter(({ node }) => node.kind !== 'others').length).toBeLessThanOrEqual(cut.maxNodes)
      for (const [at, { node }] of shown.entries()) {
        const below = shown.filter(({ parent }) => parent === at)
        if (below.length === 0 || node.kind === 'others') continue
        expect(below.reduce((total, { node }) => total + node.unique, node.sharedInside)).toBe(node.unique)
        expect(below.reduce((total, { node }) => total + node.unknownTags, 0)).toBe(node.unknownTags)
        expect(below.length).toBeLessThanOrEqual(cut.limit + 1)
      }
    }),
  )
})

test('the owner of bytes is the innermost namespace with all that hold them', () => {
  fc.assert(
    fc.property(fc.uniqueArray(repository, { minLength: 1, maxLength: 5 }), (names) => {
      const sorted = names.toSorted()
      const owner = ownerOf({ first: sorted[0] ?? '', last: sorted.at(-1) ?? '' })
      const common = namespacesOf(names[0] ?? '').filter((path) => names.every(isIn(path)))
      expect(owner).toBe(names.length === 1 ? names[0] : (common.at(-1) ?? ''))
    }),
  )
})

test('a repository named like a namespace is another thing than the namespace', () => {
  const world: World = new Map([
    ['team', new Set([1])],
    ['team/api', new Set([1, 2])],
  ])
  const root = buildSizeTree(contentOf(world))
  expect(root.children.map(({ kind, path }) => [kind, path])).toEqual([
    ['namespace', 'team/'],
    ['repository', 'team'],
  ])
  expect(root.sharedInside).toBe(sizeOf(1))
  expect(findNamespace(root, 'team/')?.total).toBe(sizeOf(1) + sizeOf(2))
  expect(findNamespace(root, 'te/')).toBeNull()
  expect(findNamespace(root, 'team/api/')).toBeNull()
})
