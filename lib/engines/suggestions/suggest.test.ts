import { describe, expect, test } from 'vitest'
import { seriesOf } from './build-name.ts'
import { type KnownTag, suggest } from './suggest.ts'

const day = (n: number) => new Date(Date.UTC(2026, 0, n))
const tag = (
  name: string,
  digest: string | null,
  createdAt: Date | null,
  more: Partial<KnownTag> = {},
): KnownTag => ({
  name,
  digest,
  createdAt,
  isBroken: false,
  about: null,
  ...more,
})
const suggestOf = (tags: readonly KnownTag[], more: Partial<Parameters<typeof suggest>[0]> = {}) =>
  suggest({ tags, untagged: [], present: new Set(tags.flatMap((t) => t.digest ?? [])), ...more }, day(10))
const namesOf = (result: ReturnType<typeof suggest>, kind: string) =>
  result.groups.filter((g) => g.kind === kind).flatMap(({ items }) => items.map((i) => i.tag ?? i.digest))

test.each([
  ['main-3f2a91c', 'main'],
  ['main-g3f2a91c', 'main'],
  ['pr-123-3f2a91c', 'pr-123'],
  ['pr-123-7', 'pr-123'],
  ['main-1042', 'main'],
  ['feature-login-3f2a91c0', 'feature-login'],
  ['node-20', null],
  ['1.4.2', null],
  ['1.4.2-3f2a91c', null],
  ['1.4.2-rc1', null],
  ['latest', null],
  ['main', null],
  ['pr-123', null],
  ['alpine-deadbeef', null],
])('the builds that %s belongs to are those of %s', (name, series) => {
  expect(seriesOf(name)).toBe(series)
})

describe('suggestions', () => {
  test('the newest build of a branch stays, and what has no date is neither newer nor older', () => {
    const result = suggestOf([
      tag('main-3f2a91c', 'a', day(11)),
      tag('main-4f2a91c', 'b', day(13)),
      tag('main-5f2a91c', 'c', null),
      tag('pr-1-6f2a91c', 'd', day(12)),
    ])
    expect(result.groups).toEqual([
      {
        kind: 'superseded',
        series: 'main',
        items: [{ tag: 'main-3f2a91c', digest: 'a', because: 'main-4f2a91c' }],
      },
    ])
    expect(result.unknownCount).toBe(1)
  })

  test('old is only what has a date that says so', () => {
    const result = suggestOf([tag('old', 'a', day(9)), tag('new', 'b', day(10)), tag('dateless', 'c', null)])
    expect(namesOf(result, 'stale')).toEqual(['old'])
  })

  test('of several builds on a digest those go that another tag makes superfluous', () => {
    const result = suggestOf([
      tag('2.0', 'a', day(11)),
      tag('main-3f2a91c', 'a', day(11)),
      tag('pr-1-3f2a91c', 'b', day(11)),
      tag('pr-2-3f2a91c', 'b', day(11)),
      tag('x', 'c', day(11)),
      tag('y', 'c', day(11)),
    ])
    expect(namesOf(result, 'duplicate')).toEqual(['main-3f2a91c', 'pr-2-3f2a91c'])
  })

  test('broken tags, signatures of what is gone, and manifests that nothing holds, each once', () => {
    const gone = `sha256:${'0'.repeat(64)}`
    const result = suggestOf(
      [
        tag('broken', null, null, { isBroken: true }),
        tag('sha256-0.sig', 's', day(1), { about: gone }),
        tag('sha256-a.sig', 't', day(1), { about: 'a' }),
        tag('kept', 'a', day(11)),
      ],
      {
        untagged: [
          { digest: 'u', createdAt: null, subject: null, isHeld: false },
          { digest: 'held', createdAt: null, subject: null, isHeld: true },
          { digest: 'orphan', createdAt: null, subject: gone, isHeld: false },
          { digest: 'signature', createdAt: null, subject: 'a', isHeld: false },
        ],
      },
    )
    expect(namesOf(result, 'broken')).toEqual(['broken'])
    expect(namesOf(result, 'orphaned')).toEqual(['sha256-0.sig', 'orphan'])
    expect(namesOf(result, 'untagged')).toEqual(['u'])
    expect(namesOf(result, 'stale')).toEqual([])
  })

  test('a tag that is still missing its digest is suggested for nothing', () => {
    expect(suggestOf([tag('main-3f2a91c', null, null), tag('main-4f2a91c', 'a', day(11))]).groups).toEqual([])
  })
})
