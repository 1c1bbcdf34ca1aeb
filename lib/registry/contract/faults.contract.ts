import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type DockerRegistry, startDockerRegistry } from '../../../e2e/lab/docker-registry.ts'
import { type Built, buildImage } from '../../../e2e/lab/images.ts'
import { type FaultyProxy, htmlAnswer, startProxy, tooManyRequests } from '../../../e2e/lab/proxy.ts'
import { push } from '../../../e2e/lab/push.ts'
import { createRegistryClient } from '../client.ts'
import { digestOf } from '../digest.ts'
import type { RegistryClient, RegistryOptions } from '../types.ts'
import { collect, expectError } from './world.ts'

const repository = 'faults/app'

describe('a real registry behind a proxy that fails', () => {
  let registry: DockerRegistry
  let proxy: FaultyProxy
  let image: Built
  const clients: RegistryClient[] = []
  const connect = (options: Partial<RegistryOptions> = {}) => {
    const client = createRegistryClient({ id: 'faults', url: proxy.url, ...options })
    clients.push(client)
    return client
  }
  beforeAll(async () => {
    registry = await startDockerRegistry()
    proxy = await startProxy(registry.url)
    image = await push(registry, repository, buildImage({ layers: [{ noise: noise(200_000) }] }), 'latest')
  })
  afterEach(() => proxy.heal())
  afterAll(async () => {
    await Promise.all(clients.map((client) => client.close()))
    await proxy.stop()
    await registry.stop()
  })
  const layer = () => image.blobs[1]?.digest ?? ''

  test('reading goes on when every third answer is a 500', async () => {
    const unavailable = { kind: 'answer', status: 500, body: 'oops' } as const
    proxy.addFault({ every: 3, fault: unavailable })
    const client = connect({ retries: 3 })
    const reads = Array.from({ length: 12 }, () => client.headManifest(repository, 'latest'))
    for (const head of await Promise.all(reads)) expect(head).toMatchObject({ digest: image.digest })
  })

  test('a 500 that stays is a server error, after the tries that were allowed', async () => {
    proxy.addFault({ fault: { kind: 'answer', status: 500, body: 'oops' } })
    proxy.clearRequests()
    await expectError(connect({ retries: 1 }).getManifest(repository, 'latest'), 'server_error')
    expect(proxy.requests).toHaveLength(2)
  })

  test('429 is waited for as long as Retry-After says', async () => {
    proxy.addFault({ fault: tooManyRequests(1), times: 1 })
    const begin = performance.now()
    expect(await connect().headManifest(repository, 'latest')).toMatchObject({ digest: image.digest })
    expect(performance.now() - begin).toBeGreaterThanOrEqual(990)
  })

  test('429 without another try says how long to wait', async () => {
    proxy.addFault({ fault: tooManyRequests(7) })
    const call = connect({ retries: 0 }).headManifest(repository, 'latest')
    await expect(call).rejects.toMatchObject({ code: 'rate_limited', retryAfterMs: 7000 })
  })

  test('a page of HTML is no registry, whatever is asked for', async () => {
    proxy.addFault({ fault: htmlAnswer })
    const client = connect()
    await expectError(client.ping(), 'not_a_registry')
    await expectError(collect(client.listRepositories()), 'not_a_registry')
    await expectError(collect(client.listTags(repository)), 'not_a_registry')
    await expectError(client.getManifest(repository, 'latest'), 'not_a_registry')
  })

  test('a registry that never answers times out', async () => {
    proxy.addFault({ fault: { kind: 'hang' } })
    await expectError(connect({ retries: 0, timeoutMs: 300 }).ping(), 'timeout')
  })

  test('a manifest that breaks off is never taken for a whole one', async () => {
    proxy.addFault({ fault: { kind: 'cut', afterBytes: 40 } })
    const call = connect({ retries: 0 }).getManifest(repository, 'latest')
    await expect(call).rejects.toMatchObject({
      code: expect.stringMatching(/^(unreachable|invalid_response)$/),
    })
  })

  test('a blob that breaks off fails its stream', async () => {
    proxy.addFault({
      fault: { kind: 'cut', afterBytes: 50_000 },
      when: ({ path }) => path.includes('/blobs/'),
    })
    const client = connect({ retries: 0 })
    const { stream } = await client.getBlob(repository, layer())
    const reading = buffer(stream)
    await expect(reading).rejects.toMatchObject({
      code: expect.stringMatching(/^(unreachable|invalid_response)$/),
    })
  })

  test('bytes changed on the way are a digest mismatch', async () => {
    const type = { 'content-type': image.mediaType }
    const changed = image.bytes.toString().replace('"schemaVersion":2', '"schemaVersion":3')
    proxy.addFault({ fault: { kind: 'answer', status: 200, headers: type, body: changed } })
    await expectError(connect().getManifest(repository, image.digest), 'digest_mismatch')
  })

  const isUpload = ({ method, path }: { method: string; path: string }) =>
    method === 'PUT' && path.includes('/blobs/uploads/')
  /** More than any buffer on the way holds. */
  const pieces = Array.from({ length: 300 }, (_, i) => Buffer.alloc(65_536, i))
  const whole = Buffer.concat(pieces)
  const large = { digest: digestOf(whole), sizeBytes: whole.length }

  test('an upload that is answered 401 in the middle begins anew at once, and arrives', async () => {
    const challenge = { 'www-authenticate': 'Basic realm="lab"' }
    const fault = {
      kind: 'refuse',
      afterBytes: 5_000_000,
      answer: { status: 401, headers: challenge },
    } as const
    proxy.addFault({ fault, when: isUpload, times: 1 })
    proxy.clearRequests()
    const begin = performance.now()
    const credentials = async () => ({ kind: 'basic', username: 'demo', password: 's3cret' }) as const
    const body = () => Readable.from(pieces)
    await connect({ credentials }).putBlob(repository, { ...large, body })
    // A registry goes on with no session from the beginning: with one alone it ends here, or after a timeout of 30 seconds.
    expect(proxy.requests.filter(isUpload)).toHaveLength(2)
    expect(performance.now() - begin).toBeLessThan(20_000)
    expect(await connect().headBlob(repository, large.digest)).toEqual({ sizeBytes: whole.length })
  })

  test('an upload whose connection is cut in the middle is unreachable, and nothing has arrived', async () => {
    const one = { digest: digestOf(whole.subarray(1)), sizeBytes: whole.length - 1 }
    proxy.addFault({ fault: { kind: 'cut-request', afterBytes: 5_000_000 }, when: isUpload })
    const body = () => Readable.from([whole.subarray(1)])
    await expectError(connect().putBlob(repository, { ...one, body }), 'unreachable')
    await expectError(connect().headBlob(repository, one.digest), 'not_found')
  })

  test('a registry that goes away in the middle is unreachable, and then is back', async () => {
    const client = connect({ retries: 0 })
    await client.ping()
    await proxy.goDown()
    await expectError(client.headManifest(repository, 'latest'), 'unreachable')
    await proxy.comeUp()
    expect(await client.headManifest(repository, 'latest')).toMatchObject({ digest: image.digest })
  })
})

/** Text that gzip cannot make small. */
function noise(length: number): string {
  let state = 1
  return Array.from({ length }, () => {
    state = (state * 48_271) % 2_147_483_647
    return String.fromCharCode(33 + (state % 90))
  }).join('')
}
