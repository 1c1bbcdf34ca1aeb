import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { mediaTypes } from '#lib/registry/media-types.ts'
import { codeOf, imageOf, type RegistryUnderTest, sha256, startRegistry } from './registry-under-test.ts'

const tagsOf = async (registry: RegistryUnderTest, repository: string) => {
  const body = (await (await registry.call('GET', `/v2/${repository}/tags/list`)).json()) as {
    tags: string[]
  }
  return body.tags
}

test('gives back a manifest byte for byte, by tag and by digest, whatever Accept says', async () => {
  const registry = await startRegistry()
  const digest = await registry.pushImage('a', 'v1')
  for (const reference of ['v1', digest]) {
    const response = await registry.call('GET', `/v2/a/manifests/${reference}`, {
      headers: { Accept: '*/*' },
    })
    expect(response.headers.get('content-type')).toBe(mediaTypes.ociManifest)
    expect(response.headers.get('docker-content-digest')).toBe(digest)
    expect(await response.text()).toBe(JSON.stringify(imageOf('v1')))
    const head = await registry.call('HEAD', `/v2/a/manifests/${reference}`)
    expect([head.status, head.headers.get('docker-content-digest')]).toEqual([200, digest])
  }
  const known = await registry.call('GET', '/v2/a/manifests/v1', {
    headers: { 'If-None-Match': `"${digest}"` },
  })
  expect(known.status).toBe(304)
})

test('deleting a tag leaves its siblings and its manifest', async () => {
  const registry = await startRegistry()
  const digest = await registry.pushImage('a', 'v1', 'same')
  await registry.pushImage('a', 'v2', 'same')
  expect((await registry.call('DELETE', '/v2/a/manifests/v1')).status).toBe(202)
  expect(await tagsOf(registry, 'a')).toEqual(['v2'])
  expect((await registry.call('HEAD', `/v2/a/manifests/${digest}`)).status).toBe(200)
  const again = await registry.call('DELETE', '/v2/a/manifests/v1')
  expect([again.status, await codeOf(again)]).toEqual([404, 'MANIFEST_UNKNOWN'])
})

test('deleting a digest takes its tags along, and no others', async () => {
  const registry = await startRegistry()
  const digest = await registry.pushImage('a', 'v1', 'same')
  await registry.pushImage('a', 'v2', 'same')
  await registry.pushImage('a', 'v3', 'other')
  expect((await registry.call('DELETE', `/v2/a/manifests/${digest}`)).status).toBe(202)
  expect(await tagsOf(registry, 'a')).toEqual(['v3'])
  expect((await registry.call('GET', `/v2/a/manifests/${digest}`)).status).toBe(404)
})

test('refuses an image whose blobs are missing, takes an index whose children are', async () => {
  const registry = await startRegistry()
  const refused = await registry.putManifest('a', 'v1', imageOf('nowhere'))
  expect([refused.status, await codeOf(refused)]).toEqual([400, 'MANIFEST_BLOB_UNKNOWN'])
  const index = {
    schemaVersion: 2,
    mediaType: mediaTypes.ociIndex,
    manifests: [{ mediaType: mediaTypes.ociManifest, digest: sha256('nowhere'), size: 7 }],
  }
  expect((await registry.putManifest('a', 'v1', index, mediaTypes.ociIndex)).status).toBe(201)
})

test('takes layers that are fetched from elsewhere without having them', async () => {
  const registry = await startRegistry()
  await registry.pushBlob('a', '{}')
  const layers = [
    { mediaType: 'application/vnd.docker.image.rootfs.foreign.diff.tar.gzip', digest: sha256('f'), size: 1 },
    { mediaType: 'application/x', digest: sha256('u'), size: 1, urls: ['https://example.com/u'] },
  ]
  expect((await registry.putManifest('a', 'v1', imageOf('', { layers }))).status).toBe(201)
})

test('keeps a manifest of a type that it does not know', async () => {
  const registry = await startRegistry()
  const type = 'application/vnd.example.thing.v7+json'
  expect((await registry.putManifest('a', 'v1', { anything: [1] }, type)).status).toBe(201)
  const response = await registry.call('GET', '/v2/a/manifests/v1')
  expect([response.headers.get('content-type'), await response.text()]).toEqual([type, '{"anything":[1]}'])
})

test.each([
  ['no JSON', '{"schemaVersion":2,', mediaTypes.ociManifest],
  ['a JSON list', '[]', mediaTypes.ociManifest],
  ['bytes that are no UTF-8', new Uint8Array([0x7b, 0xff, 0x7d]), mediaTypes.ociManifest],
  ['another schemaVersion', JSON.stringify({ ...imageOf(''), schemaVersion: 1 }), mediaTypes.ociManifest],
  ['another mediaType than the header', JSON.stringify(imageOf('')), mediaTypes.dockerManifest],
  ['a layer list that is none', JSON.stringify(imageOf('', { layers: {} })), mediaTypes.ociManifest],
  [
    'a subject without digest',
    JSON.stringify(imageOf('', { layers: [], subject: {} })),
    mediaTypes.ociManifest,
  ],
  [
    'a digest with a path in it',
    JSON.stringify(imageOf('', { layers: [{ digest: 'sha256:../../x' }] })),
    mediaTypes.ociManifest,
  ],
  ['a header that is no media type', '{}', 'nonsense'],
])('refuses %s', async (_, body, type) => {
  const registry = await startRegistry()
  await registry.pushBlob('a', '{}')
  const response = await registry.call('PUT', '/v2/a/manifests/v1', {
    headers: { 'Content-Type': type },
    body,
  })
  expect([response.status, await codeOf(response)]).toEqual([400, 'MANIFEST_INVALID'])
  expect((await registry.call('GET', '/v2/a/manifests/v1')).status).toBe(404)
})

test('refuses a manifest under another digest than its own', async () => {
  const registry = await startRegistry()
  const response = await registry.putManifest('a', sha256('other'), { a: 1 }, 'application/x+json')
  expect([response.status, await codeOf(response)]).toEqual([400, 'DIGEST_INVALID'])
})

test('takes a manifest by its sha512', async () => {
  const registry = await startRegistry()
  const manifest = { schemaVersion: 2, mediaType: mediaTypes.ociIndex, manifests: [] }
  const digest = `sha512:${createHash('sha512').update(JSON.stringify(manifest)).digest('hex')}`
  expect(
    (await registry.putManifest('a', `${digest}?tag=x&tag=y`, manifest, mediaTypes.ociIndex)).status,
  ).toBe(201)
  expect(await tagsOf(registry, 'a')).toEqual(['x', 'y'])
  const response = await registry.call('HEAD', '/v2/a/manifests/x')
  expect(response.headers.get('docker-content-digest')).toBe(digest)
})

test('takes four mebibytes and refuses one byte more', async () => {
  const registry = await startRegistry()
  const put = (length: number) => {
    const body = `{"a":"${'x'.repeat(length - 8)}"}`
    return registry.call('PUT', '/v2/a/manifests/v1', {
      headers: { 'Content-Type': 'application/x+json' },
      body,
    })
  }
  expect((await put(4 * 1024 * 1024)).status).toBe(201)
  const refused = await put(4 * 1024 * 1024 + 1)
  expect([refused.status, await codeOf(refused)]).toEqual([413, 'SIZE_INVALID'])
})

test('stops reading a manifest that never ends', async () => {
  const registry = await startRegistry()
  const { hostname, port } = new URL(registry.url)
  const answer = await new Promise<string>((resolve) => {
    const socket = connect(Number(port), hostname)
    const chunk = `10000\r\n${' '.repeat(0x10000)}\r\n`
    const feed = setInterval(() => socket.write(chunk.repeat(16)), 1)
    socket.write(
      'PUT /v2/a/manifests/v1 HTTP/1.1\r\nHost: x\r\nContent-Type: a/b\r\nTransfer-Encoding: chunked\r\n\r\n',
    )
    socket.once('data', (bytes) => {
      clearInterval(feed)
      socket.destroy()
      resolve(bytes.toString())
    })
    socket.on('error', () => undefined)
  })
  expect(answer).toMatch(/^HTTP\/1\.1 413 /)
})

test('never gives out a manifest that the disk has changed, and reports it', async () => {
  const reported: unknown[] = []
  const registry = await startRegistry({ onError: (error) => reported.push(error) })
  const digest = await registry.pushImage('a', 'v1')
  const path = join(registry.dir, 'repositories/a/_manifests/sha256', digest.slice('sha256:'.length))
  await writeFile(path, `${mediaTypes.ociManifest}\n{}`)
  const response = await registry.call('GET', '/v2/a/manifests/v1')
  expect([response.status, await codeOf(response)]).toEqual([500, 'UNKNOWN'])
  expect(reported).toEqual([expect.objectContaining({ message: expect.stringContaining(digest) })])
})

test('many tags pushed at once are all there, also after a restart', async () => {
  const registry = await startRegistry()
  await registry.pushImage('a', 'seed', 'same')
  const names = Array.from({ length: 40 }, (_, i) => `t${i + 10}`)
  await Promise.all(names.map((tag) => registry.putManifest('a', tag, imageOf('same'))))
  await registry.restart()
  expect(await tagsOf(registry, 'a')).toEqual(['seed', ...names].sort())
})
