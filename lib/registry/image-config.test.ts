import { expect, test } from 'vitest'
import { parseImageConfig } from './image-config.ts'

const parse = (document: unknown) => parseImageConfig(Buffer.from(JSON.stringify(document)))

test('an image config is read as it stands', () => {
  const config = {
    User: '1000',
    Env: ['A=b'],
    Entrypoint: ['/x'],
    Cmd: ['y'],
    WorkingDir: '/w',
    Labels: { a: 'b' },
    ExposedPorts: { '80/tcp': {} },
    Volumes: { '/v': {} },
    StopSignal: 'SIGTERM',
    Healthcheck: { Test: ['CMD', 'true'] },
  }
  const history = [{ created: '2024-01-01T00:00:00Z', created_by: 'RUN x', empty_layer: true }]
  const document = {
    created: '2024-01-02T00:00:00Z',
    author: 'ann',
    architecture: 'arm64',
    os: 'linux',
    variant: 'v8',
    config,
    rootfs: { diff_ids: ['sha256:1'] },
    history,
  }
  expect(parse(document)).toMatchObject(document)
})

test('wrong types are absent, and the rest stands', () => {
  const config = {
    User: 1000,
    Env: ['A=b', 7],
    Entrypoint: 'sh',
    Labels: { a: 1, b: 'c' },
    ExposedPorts: ['80/tcp'],
    Volumes: null,
  }
  const parsed = parse({
    created: 0,
    os: 'linux',
    architecture: null,
    config,
    rootfs: [],
    history: [7, { created_by: 'x', empty_layer: 'yes' }],
  })
  expect(parsed).toEqual({
    created: null,
    author: null,
    os: 'linux',
    config: { Env: ['A=b'], Entrypoint: ['sh'], Labels: { b: 'c' }, ExposedPorts: { '80/tcp': {} } },
    rootfs: { diff_ids: [] },
    history: [{}, { created_by: 'x' }],
  })
})

test('an empty config is an empty config', () => {
  expect(parse({})).toEqual({ created: null, author: null, rootfs: { diff_ids: [] }, history: [] })
})

test.each([null, [], 7, 'text'])('%j is no config', (document) => {
  expect(parse(document)).toBeNull()
})

test('bytes that are no JSON are no config', () => {
  expect(parseImageConfig(Buffer.from([0, 255, 1]))).toBeNull()
})
