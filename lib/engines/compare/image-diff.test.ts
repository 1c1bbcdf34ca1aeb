import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { align } from './align.ts'
import { compareLayers } from './layers.ts'
import { compareSets, compareValues } from './named-values.ts'

describe('values side by side', () => {
  test('each name has one row that says what became of it', () => {
    const left = new Map([
      ['PATH', '/bin'],
      ['LANG', 'C'],
      ['OLD', ''],
    ])
    const right = new Map([
      ['NEW', '1'],
      ['LANG', 'ko'],
      ['PATH', '/bin'],
    ])
    expect(compareValues(left, right)).toEqual([
      { name: 'PATH', state: 'same', left: '/bin', right: '/bin' },
      { name: 'LANG', state: 'differs', left: 'C', right: 'ko' },
      { name: 'OLD', state: 'removed', left: '', right: null },
      { name: 'NEW', state: 'added', left: null, right: '1' },
    ])
  })

  test('an empty value is a value', () => {
    expect(compareValues(new Map([['A', '']]), new Map())).toMatchObject([{ state: 'removed', left: '' }])
  })

  test('ports are there or not', () => {
    expect(compareSets(['80/tcp', '53/udp'], ['80/tcp']).map(({ state }) => state)).toEqual([
      'same',
      'removed',
    ])
  })
})

describe('steps beside each other', () => {
  const show = (left: string, right: string) =>
    align([...left], [...right])
      .map(
        (pair) =>
          `${pair.left === null ? '-' : left[pair.left]}${pair.right === null ? '-' : right[pair.right]}`,
      )
      .join(' ')

  test.each([
    ['abc', 'abc', 'aa bb cc'],
    ['abc', 'axc', 'aa b- -x cc'],
    ['abc', 'abxc', 'aa bb -x cc'],
    ['', 'ab', '-a -b'],
    ['ab', '', 'a- b-'],
    ['xaby', 'ab', 'x- aa bb y-'],
  ])('%s and %s', (left, right, rows) => {
    expect(show(left, right)).toBe(rows)
  })

  const steps = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 12 })

  test('every step of both stands once and in order, and pairs are equal', () => {
    fc.assert(
      fc.property(steps, steps, (left, right) => {
        const rows = align(left, right)
        expect(rows.flatMap((row) => row.left ?? [])).toEqual(left.map((_, i) => i))
        expect(rows.flatMap((row) => row.right ?? [])).toEqual(right.map((_, i) => i))
        for (const row of rows)
          if (row.left !== null && row.right !== null) expect(left[row.left]).toBe(right[row.right])
      }),
    )
  })

  test('no alignment has more in common', () => {
    const longest = (a: readonly string[], b: readonly string[]): number => {
      const [x, ...restA] = a
      const [y, ...restB] = b
      if (x === undefined || y === undefined) return 0
      return x === y ? 1 + longest(restA, restB) : Math.max(longest(restA, b), longest(a, restB))
    }
    const few = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 7 })
    fc.assert(
      fc.property(few, few, (left, right) => {
        const pairs = align(left, right).filter((row) => row.left !== null && row.right !== null)
        expect(pairs).toHaveLength(longest(left, right))
      }),
    )
  })

  test('histories of thousands of steps that have nothing in common are told apart at once', () => {
    const many = (of: string) => Array.from({ length: 20_000 }, (_, i) => `${of}${i}`)
    expect(align(many('a'), many('b'))).toHaveLength(40_000)
  })
})

describe('layers', () => {
  const layer = (digest: string, size: number | null = 10) => ({ digest, size })

  test('are shared, added or removed, each counted once', () => {
    const left = [layer('os', 100), layer('empty', 1), layer('app1'), layer('empty', 1)]
    const right = [layer('os', 100), layer('runtime', 50), layer('empty', 1), layer('runtime', 50)]
    expect(compareLayers(left, right)).toMatchObject({
      shared: [{ digest: 'os' }, { digest: 'empty' }],
      added: [{ digest: 'runtime' }],
      removed: [{ digest: 'app1' }],
      sharedBytes: 101,
      addedBytes: 50,
      removedBytes: 10,
      commonBase: 1,
    })
  })

  test('of unknown size make the sum unknown, not smaller', () => {
    expect(compareLayers([], [layer('a', null), layer('b')]).addedBytes).toBeNull()
  })

  test('that are all the same are a common base', () => {
    const all = [layer('a'), layer('b')]
    expect(compareLayers(all, all).commonBase).toBe(2)
    expect(compareLayers(all, [...all, layer('c')]).commonBase).toBe(2)
  })
})
