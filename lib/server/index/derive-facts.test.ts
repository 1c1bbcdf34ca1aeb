import { describe, expect, test } from 'vitest'
import { parseImageConfig } from '#lib/registry/image-config.ts'
import { parseManifest } from '#lib/registry/manifest.ts'
import { mediaTypes } from '#lib/registry/media-types.ts'
import { type ChildFacts, deriveFacts } from './derive-facts.ts'

const digest = (character: string) => `sha256:${character.repeat(64)}`
const blob = (character: string, size: number) => ({ mediaType: 'x/y', digest: digest(character), size })
const amd64 = { os: 'linux', architecture: 'amd64', variant: null, osVersion: null }
const arm64 = { ...amd64, architecture: 'arm64' }
const facts = (more: Partial<ChildFacts> = {}): ChildFacts => ({
  blobs: [],
  platforms: [],
  createdAt: null,
  ...more,
})

const image = (layers: object[], annotations: object = {}) => {
  const config = { ...blob('c', 5), mediaType: mediaTypes.ociConfig }
  return parseManifest(Buffer.from(JSON.stringify({ config, layers, annotations })), mediaTypes.ociManifest)
}
const index = (manifests: object[], annotations: object = {}) =>
  parseManifest(Buffer.from(JSON.stringify({ manifests, annotations })), mediaTypes.ociIndex)
const child = (character: string, more: object = {}) => ({
  mediaType: mediaTypes.ociManifest,
  digest: digest(character),
  size: 1,
  ...more,
})

describe('of an image', () => {
  test('the size is config plus distinct layers', () => {
    const twice = image([blob('a', 10), blob('b', 20), blob('a', 10)])
    expect(deriveFacts(twice, null, new Map())).toMatchObject({ kind: 'image', totalSize: 35 })
  })

  test('a size past what a number holds is unknown', () => {
    const liar = image([blob('a', Number.MAX_SAFE_INTEGER), blob('b', Number.MAX_SAFE_INTEGER)])
    expect(deriveFacts(liar, null, new Map()).totalSize).toBeNull()
  })

  test('date and platform are those of the config, and unknown without one', () => {
    const config = parseImageConfig(
      Buffer.from('{"created":"2024-05-06T07:08:09Z","os":"linux","architecture":"amd64"}'),
    )
    expect(deriveFacts(image([]), config, new Map())).toMatchObject({
      created: { at: new Date('2024-05-06T07:08:09Z'), source: 'config' },
      platforms: [amd64],
    })
    expect(deriveFacts(image([]), null, new Map())).toMatchObject({ created: null, platforms: [] })
  })
})

describe('of an index', () => {
  test('the size is the union of what its children hold', () => {
    const children = new Map([
      [digest('1'), facts({ blobs: [blob('a', 10), blob('b', 20)] })],
      [digest('2'), facts({ blobs: [blob('a', 10), blob('c', 30)] })],
    ])
    expect(deriveFacts(index([child('1'), child('2')]), null, children).totalSize).toBe(60)
  })

  test('the size is unknown while a child is missing, or its own is', () => {
    const known = [digest('1'), facts({ blobs: [blob('a', 10)] })] as const
    const both = index([child('1'), child('2')])
    expect(deriveFacts(both, null, new Map([known])).totalSize).toBeNull()
    const unsized = new Map([known, [digest('2'), facts({ blobs: null })] as const])
    expect(deriveFacts(both, null, unsized).totalSize).toBeNull()
    expect(deriveFacts(index([]), null, new Map()).totalSize).toBe(0)
  })

  test('an attestation is no platform, and what is claimed comes before what a child says', () => {
    const attestation = child('3', {
      platform: { os: 'unknown', architecture: 'unknown' },
      annotations: { 'vnd.docker.reference.type': 'attestation-manifest' },
    })
    const manifest = index([
      child('1', { platform: { os: 'linux', architecture: 'arm64' } }),
      child('2'),
      attestation,
    ])
    const children = new Map(['1', '2', '3'].map((c) => [digest(c), facts({ platforms: [amd64] })]))
    expect(deriveFacts(manifest, null, children).platforms).toEqual([arm64, amd64])
  })

  test('it is as new as its newest child, else as its annotation says', () => {
    const annotations = { 'org.opencontainers.image.created': '2020-01-01T00:00:00Z' }
    const dates = ['2023-01-01T00:00:00Z', '2024-01-01T00:00:00Z', null]
    const manifest = index([child('1'), child('2'), child('3')], annotations)
    const children = new Map(
      dates.map((at, i) => [digest(String(i + 1)), facts({ createdAt: at ? new Date(at) : null })]),
    )
    expect(deriveFacts(manifest, null, children).created).toEqual({
      at: new Date('2024-01-01T00:00:00Z'),
      source: 'config',
    })
    expect(deriveFacts(manifest, null, new Map()).created).toEqual({
      at: new Date('2020-01-01T00:00:00Z'),
      source: 'annotation',
    })
  })
})

test('of schema 1 and of what nobody can read there is no size', () => {
  const old = parseManifest(Buffer.from('{"schemaVersion":1,"fsLayers":[]}'), mediaTypes.dockerSchema1)
  expect(deriveFacts(old, null, new Map())).toMatchObject({ kind: 'schema1', totalSize: null, platforms: [] })
  const odd = parseManifest(Buffer.from('<html>'), 'text/html')
  expect(deriveFacts(odd, null, new Map())).toMatchObject({ kind: 'unknown', totalSize: null, created: null })
})
