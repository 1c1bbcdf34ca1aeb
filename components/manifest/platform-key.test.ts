import { expect, test } from 'vitest'
import type { Child } from '#lib/api/manifests.ts'
import { childKey, findChild, formatPlatformKey, parsePlatformKey } from './platform-key.ts'

const platform = (
  os: string,
  architecture: string,
  variant: string | null = null,
  osVersion: string | null = null,
) => ({
  os,
  architecture,
  variant,
  osVersion,
})
const child = (letter: string, over: Partial<Child> = {}): Child => ({
  digest: `sha256:${letter.repeat(64)}`,
  mediaType: 'application/vnd.oci.image.manifest.v1+json',
  artifactType: null,
  kind: 'image',
  platform: platform('linux', 'amd64'),
  size: 1,
  annotations: {},
  state: 'ok',
  attestations: [],
  ...over,
})
const arm = child('b', { platform: platform('linux', 'arm64', 'v8') })
const amd = child('a')
const artifact = child('c', { platform: null, kind: 'artifact' })

test.each(['linux/amd64', 'linux/arm64/v8', 'windows/amd64@10.0.20348.1'])(
  '%s is read as it was written',
  (key) => {
    const parsed = parsePlatformKey(key)
    expect(parsed && formatPlatformKey(parsed)).toBe(key)
  },
)

test.each(['', 'linux', 'a/b/c/d', '/amd64'])('“%s” is no platform', (key) => {
  expect(parsePlatformKey(key)).toBeNull()
})

test('nobody chose: linux/amd64, wherever it stands', () => {
  expect(findChild([artifact, arm, amd], null)).toBe(amd)
  expect(findChild([artifact, arm], null)).toBe(arm)
})

test('a missing child is not chosen for anyone, but shown to who asks for it', () => {
  const missing = child('a', { state: 'missing' })
  expect(findChild([missing, arm], null)).toBe(arm)
  expect(findChild([missing, arm], 'linux/amd64')).toBe(missing)
})

test('a platform without its variant finds the one that has it', () => {
  expect(findChild([amd, arm], 'linux/arm64')).toBe(arm)
})

test('two children of one platform are told apart by digest', () => {
  const twin = child('d')
  expect(childKey(amd, [amd, twin])).toBe(amd.digest)
  expect(findChild([amd, twin], twin.digest)).toBe(twin)
})

test('what is not there leads to the preferred one; an index of artifacts alone has none', () => {
  expect(findChild([arm, amd], 'plan9/mips')).toBe(amd)
  expect(findChild([artifact], null)).toBeNull()
})
