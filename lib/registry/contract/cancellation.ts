import { randomBytes } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { describe, expect, test } from 'vitest'
import { buildImage, sha256 } from '../../../e2e/lab/images.ts'
import { pushBlob } from '../../../e2e/lab/push.ts'
import { collect, expectError, type World } from './world.ts'

export function describeCancellation(world: World) {
  describe('cancelling', () => {
    test('before a call sends nothing', async () => {
      let requests = 0
      const client = world.connect({ onRequest: () => requests++ })
      const signal = AbortSignal.abort()
      const digest = sha256(Buffer.from('any'))
      await expectError(client.ping({ signal }), 'aborted')
      await expectError(collect(client.listRepositories({ signal })), 'aborted')
      await expectError(collect(client.listTags('a/b', { signal })), 'aborted')
      await expectError(client.getManifest('a/b', 'latest', { signal }), 'aborted')
      await expectError(client.getBlob('a/b', digest, { signal }), 'aborted')
      await expectError(client.deleteManifest('a/b', digest, { signal }), 'aborted')
      expect(requests).toBe(0)
    })

    test('while calls wait ends them at once, and the client goes on working', async () => {
      const repository = world.freshRepository('cancelled')
      const { digest } = await world.seed(repository, buildImage(), 'latest')
      const client = world.connect({ concurrency: 1 })
      const controller = new AbortController()
      const waiting = Array.from({ length: 20 }, () =>
        client.getManifest(repository, 'latest', { signal: controller.signal }),
      )
      const settled = Promise.allSettled(waiting)
      controller.abort()
      const failures = (await settled).flatMap((result) =>
        result.status === 'rejected' ? [result.reason] : [],
      )
      expect(failures.length).toBeGreaterThan(0)
      for (const failure of failures)
        expect(failure).toMatchObject({ name: 'RegistryError', code: 'aborted' })
      expect(await client.headManifest(repository, 'latest')).toMatchObject({ digest })
    })

    test('in the middle of a blob fails its stream, and the client goes on working', async () => {
      const repository = world.freshRepository('cancelled-blob')
      const bytes = randomBytes(8 * 2 ** 20)
      const digest = sha256(bytes)
      await pushBlob(world.subject, repository, { digest, bytes })
      const client = world.connect({ concurrency: 1 })
      const controller = new AbortController()
      const { stream } = await client.getBlob(repository, digest, { signal: controller.signal })
      const reading = (async () => {
        for await (const _ of stream) controller.abort()
      })()
      await expectError(reading, 'aborted')
      const whole = await client.getBlob(repository, digest)
      expect((await buffer(whole.stream)).length).toBe(bytes.length)
    })

    test('a stream that is left early gives its connection back', async () => {
      const repository = world.freshRepository('left-early')
      const bytes = randomBytes(4 * 2 ** 20)
      const digest = sha256(bytes)
      await pushBlob(world.subject, repository, { digest, bytes })
      const client = world.connect({ concurrency: 1 })
      const { stream } = await client.getBlob(repository, digest)
      stream.on('error', () => {})
      stream.destroy()
      expect(await client.headBlob(repository, digest)).toEqual({ sizeBytes: bytes.length })
    })
  })
}
