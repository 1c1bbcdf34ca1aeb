import { describe, expect, test } from 'vitest'
import { buildImage } from '../../../e2e/lab/images.ts'
import type { TokenServer } from '../../../e2e/lab/token-server.ts'
import { type DockerRegistrySubject, startDockerRegistrySubject } from './docker-registry-subject.ts'
import { distribution2 } from './expectations.ts'
import { registryContract } from './suite.ts'
import type { World } from './world.ts'

let started: DockerRegistrySubject | null = null

registryContract(
  "Debian's docker-registry with a token server",
  async () => {
    started = await startDockerRegistrySubject({ mode: 'token' })
    return started
  },
  {
    ...distribution2,
    access: {
      kind: 'token',
      // The token server gives everybody a token; the registry finds it too narrow.
      anonymous: 'denied',
      wrongPassword: 'unauthorized',
      tooLittleScope: 'denied',
    },
  },
  describeTokens,
)

function tokenServer(): TokenServer {
  const server = started?.registry.tokenServer
  if (!server) throw new Error('The token server has not been started.')
  return server
}

function describeTokens(world: World) {
  describe('tokens', () => {
    const seedImage = async () => {
      const repository = world.freshRepository('tokens')
      const { digest } = await world.seed(repository, buildImage(), 'latest')
      tokenServer().clearRequests()
      return { repository, digest }
    }

    test('thirty requests at once fetch one token', async () => {
      const { repository, digest } = await seedImage()
      const client = world.connect({})
      const heads = Array.from({ length: 30 }, () => client.headManifest(repository, 'latest'))
      for (const head of await Promise.all(heads)) expect(head).toMatchObject({ digest })
      expect(tokenServer().requests).toHaveLength(1)
      await client.getManifest(repository, digest)
      expect(tokenServer().requests).toHaveLength(1)
    })

    test('a token is asked for one repository, and for no more than the call needs', async () => {
      const { repository } = await seedImage()
      await world.connect({}).headManifest(repository, 'latest')
      expect(tokenServer().requests.flatMap(({ scopes }) => scopes)).toEqual([
        `repository:${repository}:pull`,
      ])
    })

    test('an expired token is renewed without a failed call', async () => {
      const { repository, digest } = await seedImage()
      const client = world.connect({})
      tokenServer().setTtl(2)
      try {
        await client.headManifest(repository, 'latest')
        await new Promise((resolve) => setTimeout(resolve, 2_500))
        expect(await client.headManifest(repository, 'latest')).toMatchObject({ digest })
        expect(tokenServer().requests.length).toBeGreaterThanOrEqual(2)
      } finally {
        tokenServer().setTtl(300)
      }
    })

    test('an identity token is exchanged for access tokens', async () => {
      const { repository, digest } = await seedImage()
      const token = tokenServer().identityToken
      const client = world.connect({ as: { kind: 'identityToken', token } })
      expect(await client.headManifest(repository, 'latest')).toMatchObject({ digest })
      expect(tokenServer().requests).toMatchObject([{ grant: 'refresh', username: 'demo', status: 200 }])
    })

    test('an identity token that the server does not know is unauthorized', async () => {
      const { repository } = await seedImage()
      const client = world.connect({ as: { kind: 'identityToken', token: 'forged' } })
      await expect(client.headManifest(repository, 'latest')).rejects.toMatchObject({ code: 'unauthorized' })
    })

    test('one account never gets to use the token of another', async () => {
      const { repository, digest } = await seedImage()
      await world.client.headManifest(repository, 'latest')
      const client = world.connect({ as: { kind: 'anonymous' } })
      await expect(client.headManifest(repository, 'latest')).rejects.toMatchObject({ code: 'denied' })
      expect(await world.client.headManifest(repository, 'latest')).toMatchObject({ digest })
    })

    test('pushing asks for push as well, and reading goes on with the narrower token', async () => {
      const { repository } = await seedImage()
      const built = buildImage({ labels: { pushed: 'by token' } })
      const client = world.connect({})
      for (const { digest, bytes } of built.blobs) {
        await client.putBlob(repository, { digest, sizeBytes: bytes.length, body: bytes })
      }
      await client.putManifest(repository, 'new', built)
      await client.deleteManifest(repository, built.digest)
      const scopes = new Set(tokenServer().requests.flatMap((request) => request.scopes))
      expect([...scopes].join(' ')).toMatch(/push/)
      expect([...scopes].join(' ')).toMatch(/delete/)
      for (const scope of scopes) expect(scope).toContain(`repository:${repository}:`)

      // Nobody has read so far: the wider tokens are at hand, and reading asks for one that may only read.
      tokenServer().clearRequests()
      await client.getManifest(repository, 'latest')
      await client.headManifest(repository, 'latest')
      expect(tokenServer().requests.map((request) => request.scopes)).toEqual([
        [`repository:${repository}:pull`],
      ])
    })
  })
}
