import fc from 'fast-check'
import { expect, test } from 'vitest'
import { globFilter, matchesGlob } from './glob.ts'

const letters = (more: string) => fc.string({ unit: fc.constantFrom('a', 'b', '/', ...more), maxLength: 12 })

test('a glob matches as the regular expression that it stands for', () =>
  fc.assert(
    fc.property(letters('*?.'), letters('.'), (glob, name) => {
      const written = glob.replaceAll('.', '\\.').replaceAll('*', '.*').replaceAll('?', '.')
      expect(matchesGlob(glob, name)).toBe(new RegExp(`^${written}$`, 's').test(name))
    }),
    { numRuns: 5000 },
  ))

test('several globs match what any of them matches, none matches nothing', () => {
  const filter = globFilter(['latest', 'v1.*', 'team/*/api'])
  expect(['latest', 'v1.2', 'team/x/y/api'].map(filter)).toEqual([true, true, true])
  expect(['latest2', 'xlatest', 'v2', 'team/api', ''].map(filter)).toEqual([
    false,
    false,
    false,
    false,
    false,
  ])
  expect(globFilter([])('')).toBe(false)
  expect(globFilter(['x', '*'])('')).toBe(true)
})

test('many stars take no longer than the two lengths multiplied', () => {
  let steps = 0
  const counted = new Proxy(Object('a'.repeat(2_000)), {
    get(target: object, key) {
      if (typeof key === 'string' && /^\d+$/.test(key)) steps++
      return Reflect.get(target, key)
    },
  }) as unknown as string
  expect(matchesGlob(`${'*a'.repeat(50)}*b`, counted)).toBe(false)
  expect(steps).toBeLessThan(102 * 2_000)
})
