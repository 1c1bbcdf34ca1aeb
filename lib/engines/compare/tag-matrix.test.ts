import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { holdsSameImages, platformRows, type SideTag, tagMatrix } from './tag-matrix.ts'

const tag = (name: string, digest: string | null, day: number | null = null): SideTag => ({
  name,
  path: null,
  digest,
  createdAt: day === null ? null : new Date(Date.UTC(2026, 0, day)),
})

const only = (targets: SideTag[][]) => {
  const [row, ...others] = tagMatrix(targets)
  expect(others).toEqual([])
  return row
}

describe('a row', () => {
  test('is the same where every target has the digest', () => {
    expect(only([[tag('1', 'a')], [tag('1', 'a')], [tag('1', 'a')]])).toMatchObject({ state: 'same' })
  })

  test('differs where all have the tag, and one of them another digest', () => {
    expect(only([[tag('1', 'a')], [tag('1', 'a')], [tag('1', 'b')]])).toMatchObject({ state: 'differs' })
  })

  test('is missing where one has none, however the others differ', () => {
    expect(only([[tag('1', 'a')], [], [tag('1', 'b')]])).toMatchObject({
      state: 'missing',
      targets: [{ digest: 'a' }, null, { digest: 'b' }],
    })
  })

  test('is about one path: the same tag of another repository is another row', () => {
    const at = (path: string, digest: string) => ({ ...tag('1', digest), path })
    const rows = tagMatrix([[at('api', 'a'), at('web', 'a')], [at('web', 'b')]])
    expect(rows.map(({ path, state }) => [path, state])).toEqual([
      ['api', 'missing'],
      ['web', 'differs'],
    ])
  })

  test('is missing where the registry has no manifest for the tag', () => {
    expect(only([[tag('1', null)], [tag('1', 'a')]])).toMatchObject({
      state: 'missing',
      targets: [null, { digest: 'a' }],
    })
  })
})

describe('what is newest', () => {
  test.each([
    ['the one created last', [2, 5, 3], 1],
    ['nothing, where all are equally old', [4, 4], null],
    ['nothing, where two are the last', [4, 4, 1], null],
    ['nothing, where one has no date', [4, null], null],
    ['nothing, where there is but one', [4], null],
  ])('is %s', (_, days, newest) => {
    expect(only(days.map((day, place) => [tag('1', `digest ${place}`, day)]))?.newest).toBe(newest)
  })

  test('is told between those that have the tag', () => {
    expect(only([[tag('1', 'a', 1)], [], [tag('1', 'b', 2)]])?.newest).toBe(2)
  })
})

test('each name of any target has one row, whose cells are that target’s own tag', () => {
  const names = fc.uniqueArray(fc.constantFrom('1.0', '1.1', '2.0', 'latest', '__proto__', 'constructor'))
  const side = names.chain((all) =>
    fc.tuple(...all.map((name) => fc.constantFrom('a', 'b', 'c').map((digest) => tag(name, digest)))),
  )
  fc.assert(
    fc.property(fc.array(side, { minLength: 2, maxLength: 4 }), (targets) => {
      const rows = tagMatrix(targets)
      expect(rows.map(({ name }) => name).sort()).toEqual(
        [...new Set(targets.flat().map(({ name }) => name))].sort(),
      )
      for (const row of rows)
        expect(row.targets).toEqual(targets.map((tags) => tags.find(({ name }) => name === row.name) ?? null))
    }),
  )
})

describe('platforms', () => {
  const amd64 = (digest: string) => ({ key: 'linux/amd64', digest })
  const arm64 = (digest: string) => ({ key: 'linux/arm64', digest })

  test('other indexes around the same images hold the same images', () => {
    const rows = platformRows([
      [amd64('a'), arm64('b')],
      [arm64('b'), amd64('a')],
    ])
    expect(holdsSameImages(rows)).toBe(true)
  })

  test('one platform more, or another image for one, is another thing', () => {
    expect(holdsSameImages(platformRows([[amd64('a')], [amd64('a'), arm64('b')]]))).toBe(false)
    expect(holdsSameImages(platformRows([[amd64('a')], [amd64('c')]]))).toBe(false)
  })

  test('of which nothing is known, nothing is the same', () => {
    expect(holdsSameImages(platformRows([null, null]))).toBe(false)
  })

  test('each says which target has what', () => {
    expect(platformRows([[amd64('a')], [amd64('c'), arm64('b')], null])).toEqual([
      { key: 'linux/amd64', state: 'missing', digests: ['a', 'c', null] },
      { key: 'linux/arm64', state: 'missing', digests: [null, 'b', null] },
    ])
  })
})
