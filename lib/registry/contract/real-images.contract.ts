import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { type DockerRegistry, startDockerRegistry } from '../../../e2e/lab/docker-registry.ts'
import { buildAndPush } from '../../../e2e/lab/real-images.ts'
import { createRegistryClient } from '../client.ts'
import { mediaTypes } from '../media-types.ts'
import type { RegistryClient } from '../types.ts'

const Pointer = z.object({ digest: z.string(), size: z.number(), mediaType: z.string() })
const Index = z.object({
  manifests: z.array(Pointer.extend({ platform: z.object({ architecture: z.string() }) })),
})
const Image = z.object({ config: Pointer, layers: z.array(Pointer) })
const Config = z.object({
  architecture: z.string(),
  config: z.object({ Labels: z.record(z.string(), z.string()) }),
})

describe('images as buildah builds and skopeo pushes them', () => {
  let registry: DockerRegistry
  let client: RegistryClient
  beforeAll(async () => {
    registry = await startDockerRegistry()
    client = createRegistryClient({ id: 'real', url: registry.url })
  })
  afterAll(async () => {
    await client.close()
    await registry.stop()
  })
  const read = async <T>(repository: string, reference: string, schema: z.ZodType<T>) =>
    schema.parse(JSON.parse((await client.getManifest(repository, reference)).bytes.toString()))

  test.each([
    ['oci', mediaTypes.ociIndex, mediaTypes.ociConfig],
    ['docker', mediaTypes.dockerList, mediaTypes.dockerConfig],
  ] as const)(
    'a multi-arch image in %s format is read down to its last layer',
    async (format, indexType, configType) => {
      const repository = `real/${format}`
      const { digest } = await buildAndPush({
        registryUrl: registry.url,
        repository,
        tags: ['1.0', 'latest'],
        platforms: ['linux/amd64', 'linux/arm64'],
        labels: { team: 'lab' },
        format,
      })
      const architectures = []
      expect(await client.getManifest(repository, 'latest')).toMatchObject({ digest, mediaType: indexType })
      expect(await client.headManifest(repository, '1.0')).toMatchObject({ digest, mediaType: indexType })
      for (const child of (await read(repository, digest, Index)).manifests) {
        const image = await read(repository, child.digest, Image)
        expect(image.config.mediaType).toBe(configType)
        const bytes = await client.readBlob(repository, image.config.digest, { maxBytes: 65_536 })
        const config = Config.parse(JSON.parse(bytes.toString()))
        expect(config.config.Labels).toMatchObject({ team: 'lab' })
        architectures.push(config.architecture)
        expect(image.layers).toHaveLength(2)
        for (const layer of image.layers) {
          const read = await client.readBlob(repository, layer.digest, { maxBytes: layer.size })
          expect(read.length).toBe(layer.size)
        }
      }
      expect(architectures).toEqual(['amd64', 'arm64'])
    },
  )
})
