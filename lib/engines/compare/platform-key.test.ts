import { describe, expect, test } from 'vitest'
import { platformKey, platformKeyOf } from './platform-key.ts'
import { holdsSameImages, platformRows } from './tag-matrix.ts'

describe('the same platform, written in different ways, has one key', () => {
  test.each([
    ['linux/arm64', ['linux/arm64', 'linux/arm64/v8', 'linux/arm64/8', 'linux/aarch64', 'Linux/ARM64/V8']],
    ['linux/arm/v7', ['linux/arm', 'linux/arm/v7', 'linux/arm/7', 'linux/armhf']],
    ['linux/arm/v6', ['linux/arm/v6', 'linux/arm/6', 'linux/armel']],
    ['linux/amd64', ['linux/amd64', 'linux/amd64/v1', 'linux/x86_64', 'linux/x86-64']],
    ['linux/386', ['linux/386', 'linux/i386']],
  ])('%s', (key, names) => expect(names.map(platformKeyOf)).toEqual(names.map(() => key)))
})

test('platforms that are not the same have keys of their own', () => {
  const names = [
    'linux/amd64',
    'linux/amd64/v2',
    'linux/amd64/v3',
    'linux/arm64',
    'linux/arm64/v9',
    'linux/arm/v5',
    'linux/arm/v6',
    'linux/arm/v7',
    'linux/arm/v8',
    'linux/ppc64le',
    'linux/s390x',
    'darwin/arm64',
    'windows/amd64',
    'windows/amd64:10.0.17763.1',
    'windows/amd64:10.0.20348.1',
  ]
  expect(names.map(platformKeyOf)).toEqual(names)
})

test('the version of Windows stays as it is claimed', () => {
  expect(
    platformKey({ os: 'windows', architecture: 'amd64', variant: 'v1', osVersion: '10.0.20348.1' }),
  ).toBe('windows/amd64:10.0.20348.1')
})

test('what is no platform has no key', () => {
  for (const text of ['', 'linux', 'linux/', '/amd64', 'a/b/c/d', 'application/vnd.example+json/x/y'])
    expect(platformKeyOf(text)).toBeNull()
})

test('indexes that hold the same images hold them whichever way they write the platform', () => {
  const image = (name: string, digest: string) => ({ key: platformKeyOf(name) ?? '', digest })
  const rows = platformRows([
    [image('linux/amd64', 'a'), image('linux/arm64/v8', 'b')],
    [image('linux/amd64/v1', 'a'), image('linux/arm64', 'b')],
  ])
  expect(holdsSameImages(rows)).toBe(true)
})
