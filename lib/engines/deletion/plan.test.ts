import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { GraphManifest, GraphTag, RepositoryGraph } from './graph.ts'
import { bytesFreed, type DeletionRequest, planDeletion, type RequestedItem } from './plan.ts'

const d = (n: number) => `sha256:${String(n).padStart(64, '0')}`
const manifest = (n: number, more: Partial<GraphManifest> = {}): GraphManifest => ({
  digest: d(n),
  sizeBytes: 10,
  children: [],
  subject: null,
  blobs: [],
  ...more,
})
const tag = (name: string, n: number | null, more: Partial<GraphTag> = {}): GraphTag => ({
  name,
  digest: n === null ? null : d(n),
  protectedBy: null,
  about: null,
  ...more,
})
const graphOf = (
  tags: readonly GraphTag[],
  manifests: readonly GraphManifest[],
  isComplete = true,
): RepositoryGraph => ({
  repository: 'team/app',
  tags,
  manifests: new Map(manifests.map((m) => [m.digest, m])),
  isComplete,
})
const requestOf = (
  items: readonly RequestedItem[],
  more: Partial<DeletionRequest> = {},
): DeletionRequest => ({
  items,
  takeChildren: true,
  takeReferrers: true,
  tagDelete: false,
  ...more,
})
const tagItem = (name: string, n: number | null = null) => ({ tag: name, digest: n === null ? null : d(n) })

/** Any repository: indexes in indexes, referrers of anything, shared children and blobs, tags on all of it or on nothing. */
const graphs = fc
  .record({
    manifests: fc.array(
      fc.record({
        children: fc.array(fc.nat(11), { maxLength: 3 }),
        subject: fc.option(fc.nat(13), { freq: 3 }),
        blobs: fc.array(fc.nat(9), { maxLength: 4 }),
      }),
      { minLength: 1, maxLength: 12 },
    ),
    tags: fc.array(
      fc.record({
        on: fc.option(fc.nat(12), { freq: 8 }),
        isProtected: fc.boolean(),
        about: fc.option(fc.nat(13), { freq: 2 }),
      }),
      { maxLength: 10 },
    ),
    isComplete: fc.boolean(),
  })
  .map(({ manifests, tags, isComplete }) =>
    graphOf(
      tags.map(({ on, isProtected, about }, i) =>
        tag(`t${i}`, on, {
          protectedBy: isProtected ? 'rule' : null,
          about: about === null ? null : d(about),
        }),
      ),
      manifests.map(({ children, subject, blobs }, i) =>
        manifest(i, {
          // A digest is made of what it names, so no manifest can hold itself: children come later than their parents.
          children: children.filter((child) => child > i).map(d),
          subject: subject === null || subject === i ? null : d(subject),
          blobs: blobs.map((blob) => ({ digest: d(100 + blob), size: 1000 + blob })),
        }),
      ),
      isComplete,
    ),
  )
const requests = fc.record({
  items: fc.array(
    fc.oneof(
      fc.record({ tag: fc.nat(11).map((n) => `t${n}`), digest: fc.option(fc.nat(12).map(d), { freq: 1 }) }),
      fc.record({ tag: fc.constant(null), digest: fc.nat(13).map(d) }),
    ),
    { maxLength: 8 },
  ),
  takeChildren: fc.boolean(),
  takeReferrers: fc.boolean(),
  tagDelete: fc.constantFrom(true, false, null),
})

/** What a registry has left that does as the plan says: digests take all their tags along, tags and placeholders only themselves. */
function carryOut(graph: RepositoryGraph, plan: ReturnType<typeof planDeletion>) {
  const removed = new Set(plan.manifestsRemoved)
  const untagged = new Set([
    ...plan.items.flatMap((item) => (item.action === 'remove' && item.tag !== null ? [item.tag] : [])),
    ...plan.tagsAlong,
  ])
  return {
    tags: graph.tags.filter(
      ({ name, digest }) => !untagged.has(name) && !(digest !== null && removed.has(digest)),
    ),
    manifests: new Map([...graph.manifests].filter(([digest]) => !removed.has(digest))),
    untagged,
    removed,
  }
}

describe('for any graph of tags, indexes, children and referrers, and any choice of them', () => {
  const check = (
    property: (
      graph: RepositoryGraph,
      request: DeletionRequest,
      plan: ReturnType<typeof planDeletion>,
    ) => void,
  ) =>
    fc.assert(
      fc.property(graphs, requests, (graph, request) =>
        property(graph, request, planDeletion(graph, request)),
      ),
      { numRuns: 3000 },
    )

  test('a tag goes only when it was chosen or is about something that goes, and a protected one never', () =>
    check((graph, request, plan) => {
      const left = new Set(carryOut(graph, plan).tags.map(({ name }) => name))
      for (const { name, digest, protectedBy } of graph.tags) {
        if (left.has(name)) continue
        expect(protectedBy).toBeNull()
        const isChosen = request.items.some(
          (item) => item.tag === name && (item.digest === null || item.digest === digest),
        )
        expect(isChosen || plan.tagsAlong.includes(name)).toBe(true)
      }
    }))

  test('every tag that stays has its digest, and all that was below it', () =>
    check((graph, _, plan) => {
      const { tags, manifests } = carryOut(graph, plan)
      const assertWhole = (digest: string) => {
        if (!graph.manifests.has(digest)) return
        expect(manifests.has(digest)).toBe(true)
        for (const child of graph.manifests.get(digest)?.children ?? []) assertWhole(child)
      }
      for (const { digest } of tags) if (digest !== null) assertWhole(digest)
    }))

  test('every manifest that stays has the children that it had', () =>
    check((graph, _, plan) => {
      const { manifests } = carryOut(graph, plan)
      for (const { children } of manifests.values())
        for (const child of children) expect(manifests.has(child)).toBe(graph.manifests.has(child))
    }))

  test('what refers to something that stays is not taken, unless it was chosen itself', () =>
    check((graph, request, plan) => {
      const { manifests, removed } = carryOut(graph, plan)
      const chosen = new Set(
        request.items.flatMap((item) =>
          item.tag === null ? [item.digest] : (graph.tags.find((t) => t.name === item.tag)?.digest ?? []),
        ),
      )
      for (const digest of removed) {
        const subject = graph.manifests.get(digest)?.subject ?? null
        if (subject !== null && manifests.has(subject)) expect(chosen.has(digest)).toBe(true)
      }
    }))

  test('nothing is taken along that was not asked for, and nothing at all by digest while holders are unknown', () =>
    check((graph, request, plan) => {
      if (!request.takeReferrers) expect([plan.referrersAlong, plan.tagsAlong]).toEqual([[], []])
      if (!request.takeChildren && !request.takeReferrers) expect(plan.childrenAlong).toEqual([])
      if (!graph.isComplete) expect(plan.manifestsRemoved).toEqual([])
    }))

  test('each item gets one verdict: a way to go, or a reason to stay', () =>
    check((graph, request, plan) => {
      expect(plan.items).toHaveLength(request.items.length)
      for (const item of plan.items) {
        expect(item.action === 'remove').toBe(item.method !== null)
        expect(item.action === 'keep').toBe(item.reason !== null)
        if (item.method === 'digest') expect(plan.manifestsRemoved).toContain(item.digest)
        if (item.reason === 'held_by_tag') {
          const left = carryOut(graph, plan).tags
          expect(item.heldBy.length).toBeGreaterThan(0)
          for (const name of item.heldBy) expect(left.find((t) => t.name === name)?.digest).toBe(item.digest)
        }
      }
    }))

  test('the order of deletions names each once, and never leaves an index without a child', () =>
    check((graph, _, plan) => {
      const at = new Map(plan.manifestsRemoved.map((digest, i) => [digest, i]))
      expect(at.size).toBe(plan.manifestsRemoved.length)
      for (const digest of plan.manifestsRemoved)
        for (const child of graph.manifests.get(digest)?.children ?? []) {
          if (at.has(child)) expect(at.get(child)).toBeGreaterThan(at.get(digest) ?? -1)
        }
    }))

  test('the bytes that come free are those of before less those of after', () =>
    check((graph, _, plan) => {
      const bytesOf = (manifests: Iterable<GraphManifest>) => {
        const sizes = new Map<string, number>()
        for (const { digest, sizeBytes, blobs } of manifests) {
          sizes.set(digest, sizeBytes)
          for (const { digest: blob, size } of blobs) sizes.set(blob, size)
        }
        return [...sizes.values()].reduce((sum, size) => sum + size, 0)
      }
      const { manifests, removed } = carryOut(graph, plan)
      expect(bytesFreed(graph, removed, () => false)).toBe(
        bytesOf(graph.manifests.values()) - bytesOf(manifests.values()),
      )
    }))
})

describe('planDeletion', () => {
  test('a digest all of whose tags go is deleted once; one that a tag stays on is only untagged', () => {
    const graph = graphOf(
      [tag('1.0', 1), tag('1.0.0', 1), tag('2.0', 2), tag('latest', 2)],
      [manifest(1), manifest(2)],
    )
    const plan = planDeletion(graph, requestOf([tagItem('1.0', 1), tagItem('1.0.0', 1), tagItem('2.0', 2)]))
    expect(plan.items.map(({ method }) => method)).toEqual(['digest', 'digest', 'placeholder'])
    expect(plan.manifestsRemoved).toEqual([d(1)])
    expect(plan.tagsKept).toEqual(['latest'])
  })

  test('a tag that moved since it was seen, one that is gone and one that is protected stay, each with its reason', () => {
    const graph = graphOf(
      [tag('moved', 2), tag('kept', 1, { protectedBy: 'v*' })],
      [manifest(1), manifest(2)],
    )
    const plan = planDeletion(graph, requestOf([tagItem('moved', 1), tagItem('gone', 1), tagItem('kept', 1)]))
    expect(plan.items.map(({ reason }) => reason)).toEqual(['moved', 'gone', 'protected'])
    expect(plan.items[2]?.heldBy).toEqual(['v*'])
    expect(plan.manifestsRemoved).toEqual([])
  })

  test('an index takes the children along that nothing else holds, itself first', () => {
    const graph = graphOf(
      [tag('a', 1), tag('b', 2)],
      [manifest(1, { children: [d(3), d(4)] }), manifest(2, { children: [d(4)] }), manifest(3), manifest(4)],
    )
    const plan = planDeletion(graph, requestOf([tagItem('a', 1)]))
    expect(plan.manifestsRemoved).toEqual([d(1), d(3)])
    expect(plan.childrenAlong).toEqual([d(3)])
    expect(
      planDeletion(graph, requestOf([tagItem('a', 1)], { takeChildren: false })).manifestsRemoved,
    ).toEqual([d(1)])
  })

  test('a child of a live index that was chosen by its tag is untagged and stays', () => {
    const graph = graphOf([tag('all', 1), tag('amd64', 2)], [manifest(1, { children: [d(2)] }), manifest(2)])
    const plan = planDeletion(graph, requestOf([tagItem('amd64', 2)], { tagDelete: null }))
    expect(plan.items[0]).toMatchObject({ method: 'tag', fallback: 'placeholder' })
    expect(plan.manifestsUntagged).toEqual([d(2)])
    expect(plan.manifestsRemoved).toEqual([])
  })

  test('signatures go along with what they sign, their tags too, and stay while it stays', () => {
    const graph = graphOf(
      [
        tag('1.0', 1),
        tag('sha256-1.sig', 2, { about: d(1) }),
        tag('2.0', 3),
        tag('sha256-3.sig', 4, { about: d(3) }),
      ],
      [manifest(1), manifest(2, { subject: d(1) }), manifest(3), manifest(4, { subject: d(3) })],
    )
    const plan = planDeletion(graph, requestOf([tagItem('1.0', 1)]))
    expect(plan.tagsAlong).toEqual(['sha256-1.sig'])
    expect(plan.manifestsRemoved).toEqual([d(1), d(2)])
    expect(planDeletion(graph, requestOf([tagItem('1.0', 1)], { takeReferrers: false })).tagsAlong).toEqual(
      [],
    )
  })

  test('an image is not left without its signature by a run that stops half-way', () => {
    const graph = graphOf(
      [tag('1.0', 5)],
      [
        manifest(1, { subject: d(5) }),
        manifest(2, { subject: d(1) }),
        manifest(5, { children: [d(6)] }),
        manifest(6),
      ],
    )
    const plan = planDeletion(graph, requestOf([tagItem('1.0', 5)]))
    expect(plan.manifestsRemoved).toEqual([d(5), d(6), d(1), d(2)])
  })

  test('an untagged digest that was chosen goes, and stays while a tag or an index holds it', () => {
    const graph = graphOf([tag('x', 2)], [manifest(1), manifest(2, { children: [d(3)] }), manifest(3)])
    const plan = planDeletion(graph, requestOf([1, 2, 3, 9].map((n) => ({ tag: null, digest: d(n) }))))
    expect(plan.items.map(({ reason }) => reason)).toEqual([null, 'held_by_tag', 'held_by_index', 'gone'])
    expect(plan.items.map(({ heldBy }) => heldBy)).toEqual([[], ['x'], [d(2)], []])
  })

  test('5,000 tags on 1,500 digests are planned within a second', () => {
    const manifests = Array.from({ length: 1500 }, (_, i) => manifest(i))
    const tags = Array.from({ length: 5000 }, (_, i) => tag(`t${i}`, i % 1500))
    const startedAt = performance.now()
    const plan = planDeletion(
      graphOf(tags, manifests),
      requestOf(tags.slice(0, 4000).map(({ name }) => tagItem(name))),
    )
    expect(plan.items).toHaveLength(4000)
    expect(performance.now() - startedAt).toBeLessThan(1000)
  })
})
