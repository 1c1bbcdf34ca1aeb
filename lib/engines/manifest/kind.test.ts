import { describe, expect, test } from 'vitest'
import { mediaTypes } from '#lib/registry/media-types.ts'
import { attestedDigest, isReferrerTag, kindOfContent, kindOfDescriptor } from './kind.ts'

const config = { mediaType: mediaTypes.ociConfig }
const layer = (mediaType: string) => ({ mediaType })

describe('kindOfContent', () => {
  test.each([
    ['image', { config, layers: [layer('application/vnd.oci.image.layer.v1.tar+gzip')] }],
    ['image', { config: { mediaType: mediaTypes.dockerConfig }, layers: [] }],
    ['chart', { config: { mediaType: mediaTypes.helmConfig }, layers: [] }],
    ['signature', { config, layers: [layer('application/vnd.dev.cosign.simplesigning.v1+json')] }],
    [
      'signature',
      { artifactType: 'application/vnd.cncf.notary.signature', config: { mediaType: mediaTypes.ociEmpty } },
    ],
    [
      'attestation',
      { config, layers: [layer('application/vnd.in-toto+json'), layer('application/vnd.in-toto+json')] },
    ],
    ['sbom', { artifactType: 'application/spdx+json', config: { mediaType: mediaTypes.ociEmpty } }],
    ['artifact', { artifactType: 'application/x.example', config: { mediaType: mediaTypes.ociEmpty } }],
    ['artifact', { config: { mediaType: 'application/x.example' }, layers: [] }],
  ] as const)('tells a %s', (kind, content) => {
    expect(kindOfContent(content)).toBe(kind)
  })

  test('an image with one odd layer among its own stays an image', () => {
    const layers = [layer('application/vnd.in-toto+json'), layer('application/vnd.oci.image.layer.v1.tar')]
    expect(kindOfContent({ config, layers })).toBe('image')
  })
})

test('an attestation in an index names its subject', () => {
  const subject = `sha256:${'a'.repeat(64)}`
  const attestation = {
    mediaType: mediaTypes.ociManifest,
    digest: `sha256:${'b'.repeat(64)}`,
    size: 1,
    annotations: {
      'vnd.docker.reference.type': 'attestation-manifest',
      'vnd.docker.reference.digest': subject,
    },
  }
  expect(kindOfDescriptor(attestation)).toBe('attestation')
  expect(attestedDigest(attestation)).toBe(subject)
  expect(attestedDigest({ ...attestation, annotations: {} })).toBeNull()
})

test.each([
  [`sha256-${'a'.repeat(64)}`, true],
  [`sha256-${'a'.repeat(64)}.sig`, true],
  [`sha256-${'a'.repeat(64)}.att`, true],
  [`sha256-${'a'.repeat(63)}`, false],
  ['sha256-of-nothing', false],
  ['latest', false],
])('isReferrerTag(%s) is %s', (tag, expected) => {
  expect(isReferrerTag(tag)).toBe(expected)
})
