import { expect, test } from 'vitest'
import { manifestMediaType, parseManifest } from './manifest.ts'
import { mediaTypes } from './media-types.ts'

const digest = (character: string) => `sha256:${character.repeat(64)}`
const descriptor = (character: string, more: object = {}) => ({
  mediaType: mediaTypes.ociManifest,
  digest: digest(character),
  size: 1,
  ...more,
})
const parse = (document: unknown, type: string = mediaTypes.ociManifest) =>
  parseManifest(Buffer.from(JSON.stringify(document)), type)

test('an index keeps its good children when others are odd', () => {
  const good = descriptor('a', { platform: { os: 'linux', architecture: 'arm64', variant: 'v8' } })
  const odd = [
    null,
    'x',
    {},
    { digest: 'sha256:..', size: 1 },
    descriptor('b', { size: -1 }),
    descriptor('c', { size: '1' }),
  ]
  const artifact = descriptor('d', { platform: null, annotations: { a: 'b', c: 1 }, artifactType: 7 })
  expect(parse({ schemaVersion: 2, manifests: [...odd, good, artifact] }, mediaTypes.ociIndex)).toMatchObject(
    {
      shape: 'index',
      manifests: [good, { digest: digest('d'), annotations: { a: 'b' } }],
    },
  )
})

test('an image keeps its good layers, and odd fields are absent', () => {
  const image = parse({
    schemaVersion: '2',
    config: descriptor('a'),
    layers: [descriptor('b'), 5, descriptor('c', { urls: ['https://x', 1] })],
    annotations: { ok: 'yes', no: {} },
    subject: 'junk',
    artifactType: ['x'],
  })
  expect(image).toMatchObject({
    shape: 'image',
    config: { digest: digest('a') },
    layers: [{ digest: digest('b') }, { digest: digest('c'), urls: ['https://x'] }],
    annotations: { ok: 'yes' },
  })
  expect(image).toMatchObject({ subject: undefined, artifactType: undefined })
})

test.each([
  ['its own mediaType', { mediaType: mediaTypes.dockerList, manifests: [] }, mediaTypes.dockerList],
  ['its manifests', { manifests: [] }, mediaTypes.ociIndex],
  ['its config', { config: descriptor('a') }, mediaTypes.ociManifest],
  ['its version', { schemaVersion: 1, fsLayers: [] }, mediaTypes.dockerSchema1],
  ['its signatures', { schemaVersion: 1, signatures: [] }, mediaTypes.dockerSchema1Signed],
])('a manifest that comes as plain JSON is known by %s', (_, document, type) => {
  const bytes = Buffer.from(JSON.stringify(document))
  for (const generic of ['application/json; charset=utf-8', 'text/plain', '', null]) {
    expect(manifestMediaType(bytes, generic)).toBe(type)
  }
  expect(parse(document, 'application/json').mediaType).toBe(type)
})

test('the Content-Type stands where it names a type, whatever the document claims', () => {
  const claimed = { mediaType: mediaTypes.ociIndex, manifests: [descriptor('a')] }
  expect(parse(claimed, mediaTypes.ociManifest).shape).toBe('unknown')
})

test('schema 1 lists its layers and steps from the oldest', () => {
  const step = (created: string, command: string) => ({
    v1Compatibility: JSON.stringify({ created, container_config: { Cmd: ['/bin/sh', '-c', command] } }),
  })
  const document = {
    schemaVersion: 1,
    name: 'a/b',
    tag: 'x',
    architecture: 'amd64',
    fsLayers: [{ blobSum: digest('b') }, { blobSum: 'junk' }, { blobSum: digest('a') }],
    history: [
      step('2020-02-02T00:00:00Z', 'two'),
      { v1Compatibility: '{' },
      step('2020-01-01T00:00:00Z', 'one'),
    ],
  }
  expect(parse(document, mediaTypes.dockerSchema1)).toMatchObject({
    shape: 'schema1',
    name: 'a/b',
    created: '2020-02-02T00:00:00Z',
    layers: [digest('a'), digest('b')],
    history: [
      { createdBy: '/bin/sh -c one' },
      { created: null, createdBy: null },
      { createdBy: '/bin/sh -c two' },
    ],
  })
})

test.each(['', 'null', '[]', '7', '{', '"text"', '\xff\xfe', '{"config":null}', '{"layers":[]}'])(
  'bytes like %j have the shape unknown',
  (text) => {
    expect(parseManifest(Buffer.from(text, 'latin1'), mediaTypes.ociManifest).shape).toBe('unknown')
  },
)

test('children without number are bounded', () => {
  const manifests = Array.from({ length: 20_000 }, () => descriptor('a'))
  const index = parse({ manifests }, mediaTypes.ociIndex)
  expect(index.shape === 'index' && index.manifests.length).toBe(10_000)
})
