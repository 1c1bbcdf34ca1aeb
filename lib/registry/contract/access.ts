import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { buildImage, sha256 } from '../../../e2e/lab/images.ts'
import type { RegistryErrorCode } from '../error.ts'
import type { Credentials, RegistryClient } from '../types.ts'
import { collect, expectError, type World } from './world.ts'

const anonymous: Credentials = { kind: 'anonymous' }
const wrongPassword: Credentials = { kind: 'basic', username: 'demo', password: 'not the password' }

export function describeAccess(world: World) {
  const { access } = world.expectations
  if (access.kind === 'open') {
    test('an account that nobody asked for does no harm', async () => {
      const repository = world.freshRepository('open')
      const { digest } = await world.seed(repository, buildImage(), 'latest')
      const client = world.connect({ as: wrongPassword })
      expect(await client.headManifest(repository, 'latest')).toMatchObject({ digest })
    })
    return
  }

  describe('access', () => {
    test('is refused without credentials, and nothing has changed', async () => {
      await expectShutOut(world, anonymous, access.anonymous)
    })

    test('is refused with a wrong password, and nothing has changed', async () => {
      await expectShutOut(world, wrongPassword, access.wrongPassword)
    })

    test('a wrong password is a failed ping', async () => {
      await expectError(world.connect({ as: wrongPassword }).ping(), access.wrongPassword)
    })

    test('the right password opens everything again after a wrong one', async () => {
      const repository = world.freshRepository('corrected')
      const { digest } = await world.seed(repository, buildImage(), 'latest')
      let account: Credentials = wrongPassword
      const client = world.connect({ credentials: async () => account })
      await expectError(client.headManifest(repository, 'latest'), access.wrongPassword)
      account = world.subject.owner
      expect(await client.headManifest(repository, 'latest')).toMatchObject({ digest })
    })

    if (access.kind !== 'token') return

    test('a reader may read but not push and not delete, and nothing has changed', async () => {
      const repository = world.freshRepository('reader')
      const built = await world.seed(repository, buildImage(), 'latest')
      const client = world.connect({ as: world.subject.reader ?? anonymous })
      expect(await client.getManifest(repository, 'latest')).toMatchObject({ bytes: built.bytes })
      expect(await collect(client.listTags(repository))).toEqual(['latest'])
      expect(await collect(client.listRepositories())).toContain(repository)
      await expectCannotWrite(client, repository, built, access.tooLittleScope)
      expect(await collect(world.client.listTags(repository))).toEqual(['latest'])
    })

    test('a public repository is read without credentials', async () => {
      const repository = `public/${world.freshRepository('anyone')}`
      const built = await world.seed(repository, buildImage(), 'latest')
      const client = world.connect({ as: anonymous })
      expect(await client.getManifest(repository, 'latest')).toMatchObject({ bytes: built.bytes })
      await expectCannotWrite(client, repository, built, access.anonymous)
    })

    test('blobs are mounted across repositories by one token for both', async () => {
      const from = world.freshRepository('scope-from')
      const to = world.freshRepository('scope-to')
      const { blobs } = await world.seed(from, buildImage(), 'latest')
      for (const { digest } of blobs) expect(await world.client.mountBlob(to, digest, from)).toBe(true)
    })
  })
}

async function expectShutOut(world: World, as: Credentials, code: RegistryErrorCode) {
  const repository = world.freshRepository('private')
  const built = await world.seed(repository, buildImage(), 'latest')
  const blob = built.blobs[0]?.digest ?? built.digest
  const client = world.connect({ as })
  await expectError(collect(client.listRepositories()), code)
  await expectError(collect(client.listTags(repository)), code)
  await expectError(client.headManifest(repository, 'latest'), code)
  await expectError(client.getManifest(repository, 'latest'), code)
  await expectError(client.headBlob(repository, blob), code)
  await expectError(client.getBlob(repository, blob), code)
  await expectCannotWrite(client, repository, built, code)
  expect(await collect(world.client.listTags(repository))).toEqual(['latest'])
  expect(await world.client.getManifest(repository, 'latest')).toMatchObject({ bytes: built.bytes })
}

async function expectCannotWrite(
  client: RegistryClient,
  repository: string,
  built: { mediaType: string; digest: string; bytes: Buffer },
  code: RegistryErrorCode,
) {
  const body = randomBytes(100)
  await expectError(client.putBlob(repository, { digest: sha256(body), sizeBytes: body.length, body }), code)
  await expectError(client.putManifest(repository, 'pushed', built), code)
  await expectError(client.deleteManifest(repository, built.digest), code)
}
