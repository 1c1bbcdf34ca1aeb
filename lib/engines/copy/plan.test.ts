import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chooseCopy } from './choose.ts'
import { graphUnderTest } from './copy-under-test.ts'
import { type CopyCircumstances, decideCopy, planWork } from './plan.ts'

const nothing = { has: () => false, mountFrom: () => null }

test('what is shared is sent once, what is there is skipped, what is elsewhere in the registry is mounted', () => {
  const world = graphUnderTest()
  const one = world.addImage('one', ['shared', 'own'])
  const two = world.addImage('two', ['shared', 'mine'])
  const [shared, own] = one.blobs
  const work = planWork([one, two], {
    has: (digest) => digest === own?.digest,
    mountFrom: (digest) => (digest === shared?.digest ? 'other/app' : null),
  })
  expect(work.blobs.map(({ action, from, size }) => [action, from, size])).toEqual([
    ['mount', 'other/app', 600],
    ['skip', null, 300],
    ['send', null, 400],
  ])
  const manifestBytes = one.bytes.length + two.bytes.length
  expect(work.bytes).toEqual({ mount: 600, skip: 300, send: 400 + manifestBytes })
})

test('whatever the target has, every byte is either sent, mounted or skipped, and what it has is never sent', () => {
  const names = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { maxLength: 5 })
  fc.assert(
    fc.property(fc.array(names, { minLength: 1, maxLength: 5 }), fc.func(fc.nat(2)), (images, fate) => {
      const world = graphUnderTest()
      const manifests = images.map((blobs, i) => world.addImage(`${i}`, blobs))
      const has = (digest: string) => fate(digest) === 0
      const mountFrom = (digest: string) => (fate(digest) === 1 ? 'other' : null)
      const work = planWork(manifests, { has, mountFrom })
      const all = new Map([
        ...manifests.flatMap(({ blobs }) => blobs.map((b) => [b.digest, b.size] as const)),
        ...manifests.map((m) => [m.digest, m.bytes.length] as const),
      ])
      const total = [...all.values()].reduce((a, b) => a + b, 0)
      expect(work.bytes.send + work.bytes.mount + work.bytes.skip).toBe(total)
      for (const { digest, action } of [...work.blobs, ...work.manifests])
        if (has(digest)) expect(action).toBe('skip')
      const fresh = planWork(manifests, nothing)
      expect(fresh.bytes).toEqual({ send: total, mount: 0, skip: 0 })
    }),
  )
})

test('what the plan of a copy says is to be sent is nothing once the copy is done', () => {
  const world = graphUnderTest()
  const image = world.addImage('image', ['a', 'b'])
  world.addImage('signature', ['c'], image.digest)
  const choice = chooseCopy(world.graph(image), { platforms: null, referrers: true })
  const first = planWork(choice?.manifests ?? [], nothing)
  const done = new Set([...first.blobs, ...first.manifests].map(({ digest }) => digest))
  const second = planWork(choice?.manifests ?? [], { ...nothing, has: (digest) => done.has(digest) })
  expect(second.bytes).toEqual({ send: 0, mount: 0, skip: first.bytes.send })
})

describe('an item', () => {
  const given: CopyCircumstances = {
    isSamePlace: false,
    isReadOnly: false,
    sourceDigest: 'new',
    expected: null,
    digest: 'new',
    onTarget: null,
    protectedBy: null,
    overwrite: false,
    isComplete: false,
  }
  const other = { onTarget: 'old' }
  const cases: [string, Partial<CopyCircumstances>, ReturnType<typeof decideCopy>][] = [
    ['is copied to a new tag', {}, { action: 'copy', reason: null, overwrites: null }],
    [
      'is copied to a new tag that a rule would protect',
      { protectedBy: 'prod/*' },
      { action: 'copy', reason: null, overwrites: null },
    ],
    ['overwrites nothing unasked', other, { action: 'refuse', reason: 'exists', overwrites: 'old' }],
    [
      'overwrites when told to',
      { ...other, overwrite: true },
      { action: 'copy', reason: null, overwrites: 'old' },
    ],
    [
      'never moves a protected tag',
      { ...other, overwrite: true, protectedBy: 'prod/*' },
      { action: 'refuse', reason: 'protected', overwrites: 'old' },
    ],
    [
      'is skipped where all of it is there, even in a registry that is read-only',
      { onTarget: 'new', isComplete: true, isReadOnly: true },
      { action: 'skip', reason: 'same_already', overwrites: null },
    ],
    [
      'is copied where the tag is right and something below it is missing',
      { onTarget: 'new' },
      { action: 'copy', reason: null, overwrites: null },
    ],
    [
      'stays out of what is read-only',
      { isReadOnly: true },
      { action: 'refuse', reason: 'read_only', overwrites: null },
    ],
    [
      'is not another image than the one that was seen',
      { expected: 'seen' },
      { action: 'refuse', reason: 'moved', overwrites: null },
    ],
    ['goes nowhere', { isSamePlace: true }, { action: 'refuse', reason: 'same_place', overwrites: null }],
  ]
  test.each(cases)('%s', (_, more, verdict) => expect(decideCopy({ ...given, ...more })).toEqual(verdict))

  test('moves a tag only where it was told to, no rule is against it and the registry is writable', () => {
    const flag = fc.boolean()
    fc.assert(
      fc.property(
        fc.record({
          isSamePlace: flag,
          isReadOnly: flag,
          sourceDigest: fc.constantFrom('a', 'b'),
          expected: fc.constantFrom(null, 'a', 'b'),
          digest: fc.constantFrom('a', 'b'),
          onTarget: fc.constantFrom(null, 'a', 'b'),
          protectedBy: fc.constantFrom(null, 'rule'),
          overwrite: flag,
          isComplete: flag,
        }),
        (circumstances) => {
          const { action, overwrites } = decideCopy(circumstances)
          if (action !== 'copy') return
          expect(circumstances.isReadOnly).toBe(false)
          if (overwrites === null) return
          expect(circumstances).toMatchObject({ overwrite: true, protectedBy: null, onTarget: overwrites })
        },
      ),
    )
  })
})
