import fc from 'fast-check'
import semver from 'semver'
import { describe, expect, test } from 'vitest'
import { likeOfGlob, PatternError, regexFilter, versionFilter } from './name-filter.ts'

const matching = (filter: (name: string) => boolean, names: readonly string[]) => names.filter(filter)

describe('a regular expression', () => {
  test('is looked for anywhere in the name, unless it is anchored', () => {
    const names = ['v1.2', 'v1.2-rc1', 'latest', 'x-v1.2']
    expect(matching(regexFilter('v1\\.'), names)).toEqual(['v1.2', 'v1.2-rc1', 'x-v1.2'])
    expect(matching(regexFilter('^v\\d+\\.\\d+$'), names)).toEqual(['v1.2'])
  })

  test('says what is wrong with it', () => {
    expect(() => regexFilter('[')).toThrow(PatternError)
    expect(() => regexFilter('[')).toThrow('missing closing ]')
    expect(() => regexFilter('(?=x)')).toThrow(PatternError)
    expect(() => regexFilter('\\1')).toThrow(PatternError)
  })

  test('that kills other engines is over in no time, over thousands of names', () => {
    const names = Array.from({ length: 5_000 }, (_, i) => `${'a'.repeat(120)}${i}!`)
    const startedAt = performance.now()
    for (const deadly of ['(a+)+$', '(a|aa)+$', '(.*a){20}$', '(x+x+)+y', '(a*)*b'])
      expect(matching(regexFilter(deadly), names).length).toBe(0)
    expect(performance.now() - startedAt).toBeLessThan(3_000)
  })

  test('that unfolds into a huge one is refused instead of run', () => {
    expect(() => regexFilter('((a?b?){100}){10}')).toThrow(PatternError)
    expect(() => regexFilter('a{1001}')).toThrow(PatternError)
  })
})

describe('a range of versions', () => {
  test('takes versions with and without v and with parts left out, and nothing else', () => {
    const names = ['1.1.9', 'v1.2.0', '1.2', 'v1.10', '2.0.0', '2', 'latest', 'v1-hotfix!', 'build-7', '1.x']
    expect(matching(versionFilter('>=1.2 <2'), names)).toEqual(['v1.2.0', '1.2', 'v1.10'])
    expect(matching(versionFilter('v1.x'), names)).toEqual(['1.1.9', 'v1.2.0', '1.2', 'v1.10'])
    expect(matching(versionFilter('1.1.9 || ^2'), names)).toEqual(['1.1.9', '2.0.0', '2'])
  })

  test('takes pre-releases only where it names one of the same version', () => {
    const names = ['1.2.0-rc.1', 'v1.2.0-rc.2', '1.2.0', '1.3.0-rc.1']
    expect(matching(versionFilter('>=1.2 <2'), names)).toEqual(['1.2.0'])
    expect(matching(versionFilter('>=1.2.0-rc.2'), names)).toEqual(['v1.2.0-rc.2', '1.2.0'])
  })

  test('of dates counts as people do', () => {
    expect(matching(versionFilter('>=2026.02.01'), ['2026.01.09', '2026.02.03'])).toEqual(['2026.02.03'])
  })

  test('agrees with semver on every version', () => {
    const number = fc.integer({ min: 0, max: 12 })
    const version = fc
      .tuple(number, number, number, fc.constantFrom('', '-rc.1', '-alpha', '-0'))
      .map(([a, b, c, pre]) => `${a}.${b}.${c}${pre}`)
    const range = fc
      .tuple(fc.constantFrom('>=', '<', '^', '~', '=', '<='), version)
      .map(([operator, bound]) => `${operator}${bound}`)
    fc.assert(
      fc.property(version, range, (v, r) => {
        expect(versionFilter(r)(v)).toBe(semver.satisfies(v, r))
        expect(versionFilter(r)(`v${v}`)).toBe(semver.satisfies(v, r))
      }),
    )
  })

  test('that is none is refused', () => {
    for (const text of ['abc', '>>1', 'latest', '1 2 x y'])
      expect(() => versionFilter(text)).toThrow(PatternError)
  })
})

test('a glob leaves what SQL takes for a pattern as it is', () => {
  expect(likeOfGlob('v1.*-rc?_%\\')).toBe('v1.%-rc_\\_\\%\\\\')
})
