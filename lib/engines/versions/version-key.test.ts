import semver from 'semver'
import { describe, expect, test } from 'vitest'
import { versionKey } from './version-key.ts'

const sorted = (tags: string[]) =>
  [...tags].sort((a, b) => (versionKey(a) < versionKey(b) ? -1 : versionKey(a) > versionKey(b) ? 1 : 0))

describe('versionKey', () => {
  test('a release stands above its pre-releases, and they count up as numbers', () => {
    const expected = [
      '1.0.0-alpha',
      '1.0.0-alpha.1',
      '1.0.0-beta.2',
      '1.0.0-beta.11',
      '1.0.0-rc.1',
      '1.0.0',
      '1.0.1',
    ]
    expect(sorted([...expected].reverse())).toEqual(expected)
  })

  test('numbers compare as numbers, with and without v and with parts left out', () => {
    expect(sorted(['10.0.0', '9.1.0', 'v9.0.5', '2.10', '2.9.9'])).toEqual([
      '2.9.9',
      '2.10',
      'v9.0.5',
      '9.1.0',
      '10.0.0',
    ])
  })

  test('a fourth number decides between equal versions', () => {
    expect(sorted(['1.2.3.10', '1.2.3.9', '1.2.4', '1.2.3'])).toEqual([
      '1.2.3',
      '1.2.3.9',
      '1.2.3.10',
      '1.2.4',
    ])
  })

  test('names without a version stand below every version, in natural order', () => {
    expect(sorted(['0.0.1', 'latest', 'build-10', 'build-9'])).toEqual([
      'build-9',
      'build-10',
      'latest',
      '0.0.1',
    ])
  })

  test('dates with leading zeros are versions', () => {
    expect(sorted(['2026.10.01', '2026.09.30', '2026.01.09'])).toEqual([
      '2026.01.09',
      '2026.09.30',
      '2026.10.01',
    ])
  })

  test('agrees with semver on every pair of a few thousand random versions', () => {
    let seed = 7
    const random = (n: number) => {
      seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff
      return seed % n
    }
    const words = ['alpha', 'beta', 'rc', 'rc-x', 'a', 'Z', '0a', 'alpine']
    const identifier = () =>
      random(2) ? String(random(random(2) ? 12 : 3000)) : (words[random(words.length)] ?? 'a')
    const version = () => {
      const release = [random(3), random(12), random(120)].join('.')
      const prerelease = Array.from({ length: random(4) }, identifier).join('.')
      return prerelease ? `${release}-${prerelease}` : release
    }
    for (let i = 0; i < 4000; i++) {
      const [a, b] = [version(), version()]
      const byKey = versionKey(a) < versionKey(b) ? -1 : versionKey(a) > versionKey(b) ? 1 : 0
      expect(`${a} ${b} ${byKey}`).toBe(`${a} ${b} ${semver.compare(a, b)}`)
    }
  })
})
