import { describe, expect, test } from 'vitest'
import { parseImageConfig } from '#lib/registry/image-config.ts'
import { mediaTypes } from '#lib/registry/media-types.ts'
import { parseSchema1 } from '#lib/registry/schema1.ts'
import { presentConfig, presentHistory, presentSchema1 } from './present-config.ts'

const descriptor = { mediaType: mediaTypes.ociConfig, digest: `sha256:${'a'.repeat(64)}`, size: 7 }
const imageOf = (document: object) => parseImageConfig(Buffer.from(JSON.stringify(document)))

describe('a config', () => {
  test('shows what runs; a variable is split at its first equals sign', () => {
    const image = imageOf({
      created: '2024-05-06T07:08:09+02:00',
      os: 'linux',
      architecture: 'arm64',
      config: {
        User: '',
        Env: ['A=b=c', 'EMPTY=', 'BARE'],
        Cmd: ['sh'],
        ExposedPorts: { '80/tcp': {} },
        Volumes: null,
      },
    })
    expect(presentConfig(descriptor, image, null)).toMatchObject({
      createdAt: '2024-05-06T05:08:09.000Z',
      platform: { os: 'linux', architecture: 'arm64' },
      user: null,
      env: [
        { name: 'A', value: 'b=c' },
        { name: 'EMPTY', value: '' },
        { name: 'BARE', value: '' },
      ],
      entrypoint: [],
      cmd: ['sh'],
      ports: ['80/tcp'],
      volumes: [],
    })
  })

  test('that is none says why, and the epoch is no date', () => {
    const problem = { code: 'blob_not_found', detail: 'It is missing.' }
    expect(presentConfig(descriptor, null, problem)).toMatchObject({
      problem,
      createdAt: null,
      env: [],
      labels: {},
    })
    const epoch = imageOf({ created: '1970-01-01T00:00:00Z' })
    expect(presentConfig(descriptor, epoch, null).createdAt).toBeNull()
  })
})

describe('a history', () => {
  const image = imageOf({
    history: [
      { created_by: 'ADD rootfs' },
      { created_by: 'ENV a=b', empty_layer: true },
      'unreadable',
      { created_by: 'RUN', created: 'junk' },
    ],
  })

  test('names the layer that each step made, and none for a step that made none', () => {
    const steps = presentHistory(image, 3)
    expect(steps.map((s) => s.layerIndex)).toEqual([0, null, 1, 2])
    expect(steps.map((s) => s.createdBy)).toEqual(['ADD rootfs', 'ENV a=b', null, 'RUN'])
    expect(steps.every((s) => s.createdAt === null)).toBe(true)
  })

  test('names no layer at all where the counts differ', () => {
    for (const layers of [0, 2, 4])
      expect(presentHistory(image, layers).map((s) => s.layerIndex)).toEqual([null, null, null, null])
    expect(presentHistory(null, 3)).toEqual([])
  })

  test('of schema 1 goes from the oldest layer on, without sizes', () => {
    const step = (command: string) => ({
      v1Compatibility: JSON.stringify({ container_config: { Cmd: [command] } }),
    })
    const layer = (character: string) => ({ blobSum: `sha256:${character.repeat(64)}` })
    const manifest = parseSchema1(
      { fsLayers: [layer('b'), layer('a')], history: [step('new'), step('old')] },
      mediaTypes.dockerSchema1,
    )
    const { layers, history } = presentSchema1(manifest)
    expect(layers.map(({ digest, size }) => [digest.at(-1), size])).toEqual([
      ['a', null],
      ['b', null],
    ])
    expect(history.map((s) => [s.createdBy, s.layerIndex])).toEqual([
      ['old', 0],
      ['new', 1],
    ])
  })
})
