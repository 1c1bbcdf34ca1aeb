import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type DockerRegistry, startDockerRegistry } from '../../../e2e/lab/docker-registry.ts'
import { findDownAddress } from '../../../e2e/lab/free-port.ts'
import { buildImage, sha256 } from '../../../e2e/lab/images.ts'
import { push } from '../../../e2e/lab/push.ts'
import { createRegistryClient } from '../client.ts'
import type { RegistryClient, RegistryOptions } from '../types.ts'
import { collect, expectError } from './world.ts'

describe("Debian's docker-registry as its state changes", () => {
  let registry: DockerRegistry
  let clients: RegistryClient[] = []
  const connect = (url = registry.url) => {
    const client = createRegistryClient({ id: 'states', url, retries: 0 })
    clients.push(client)
    return client
  }
  beforeAll(async () => {
    registry = await startDockerRegistry({ catalogMaxEntries: 3 })
  })
  afterEach(async () => {
    await Promise.all(clients.map((client) => client.close()))
    clients = []
  })
  afterAll(() => registry.stop())

  test('read-only: pushing and deleting are unsupported, reading goes on', async () => {
    const built = await push(registry, 'states/frozen', buildImage(), 'latest')
    await registry.restart({ readOnly: true })
    try {
      const client = connect()
      const body = Buffer.from('new')
      const blob = { digest: sha256(body), sizeBytes: body.length, body }
      await expectError(client.putBlob('states/frozen', blob), 'unsupported')
      await expectError(client.putManifest('states/frozen', 'new', built), 'unsupported')
      await expectError(client.deleteManifest('states/frozen', built.digest), 'unsupported')
      expect(await client.getManifest('states/frozen', 'latest')).toMatchObject({ bytes: built.bytes })
    } finally {
      await registry.restart({ readOnly: false })
    }
  })

  test('a registry that goes down is unreachable, and is back with the same client once it is up', async () => {
    const { digest } = await push(registry, 'states/restarted', buildImage(), 'latest')
    const client = connect()
    expect(await client.headManifest('states/restarted', 'latest')).toMatchObject({ digest })
    await registry.pause()
    await expectError(client.headManifest('states/restarted', 'latest'), 'unreachable')
    await registry.restart()
    expect(await client.headManifest('states/restarted', 'latest')).toMatchObject({ digest })
  })

  test('an address where nothing listens is unreachable', async () => {
    await expectError(connect(await findDownAddress()).ping(), 'unreachable')
  })

  test('pages larger than the registry allows still list the whole catalog', async () => {
    for (const name of ['a', 'b', 'c', 'd', 'e'])
      await push(registry, `states/page-${name}`, buildImage(), 'latest')
    const found = await collect(connect().listRepositories({ pageSize: 1000 }))
    expect(found).toEqual(expect.arrayContaining(['states/page-a', 'states/page-e']))
  })

  test('what a registry was asked for is what the client says that it asked', async () => {
    await push(registry, 'states/counted', buildImage(), 'latest')
    const said: string[] = []
    const client = createRegistryClient({
      id: 'counted',
      url: registry.url,
      onRequest: ({ method, status }) => said.push(`${method} ${status}`),
    })
    clients.push(client)
    await registry.clearLog()
    await client.getManifest('states/counted', 'latest')
    await collect(client.listTags('states/counted'))
    await expectError(client.headManifest('states/counted', 'unknown'), 'not_found')
    const logged = (await registry.log()).map(({ method, status }) => `${method} ${status}`)
    expect(said).toEqual(logged)
    expect(logged.slice(0, 2)).toEqual(['GET 200', 'GET 200'])
  })
})

describe("Debian's docker-registry over HTTPS with a certificate of its own", () => {
  let registry: DockerRegistry
  const clients: RegistryClient[] = []
  const connect = (tls?: RegistryOptions['tls']) => {
    const client = createRegistryClient({ id: 'tls', url: registry.url, retries: 0, tls })
    clients.push(client)
    return client
  }
  beforeAll(async () => {
    registry = await startDockerRegistry({ tls: true })
  })
  afterAll(async () => {
    await Promise.all(clients.map((client) => client.close()))
    await registry.stop()
  })

  test('is unreachable while nobody vouches for the certificate', async () => {
    await expectError(connect().ping(), 'unreachable')
  })

  test('is read with its certificate as authority', async () => {
    const ca = registry.certificate ?? ''
    expect(await connect({ ca }).ping()).toMatchObject({ version: 'registry/2.0' })
  })

  test('is not read with another authority', async () => {
    const other = await startDockerRegistry({ tls: true })
    const ca = other.certificate ?? ''
    await other.stop()
    await expectError(connect({ ca }).ping(), 'unreachable')
  })

  test('is read without verification where that is asked for', async () => {
    const client = connect({ insecureSkipVerify: true })
    expect(await client.ping()).toMatchObject({ version: 'registry/2.0' })
    await expectError(client.getManifest('tls/app', 'latest'), 'not_found')
  })
})
