import { randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { describe, expect, test } from 'vitest'
import { sha256 } from '../../../e2e/lab/images.ts'
import { pushBlob } from '../../../e2e/lab/push.ts'
import { expectError, expectOutcome, type World } from './world.ts'

const mebibyte = 2 ** 20
const blobOf = (sizeBytes: number) => {
  const bytes = randomBytes(sizeBytes)
  return { bytes, digest: sha256(bytes) }
}

export function describeBlobs(world: World) {
  const { mounts, ranges, deletion } = world.expectations
  /** Puts a blob there by the lab's own hand. */
  const seedBlob = async (repository: string, sizeBytes: number) => {
    const blob = blobOf(sizeBytes)
    await pushBlob(world.subject, repository, blob)
    return blob
  }
  const expectThere = async (repository: string, { bytes, digest }: ReturnType<typeof blobOf>) => {
    const read = await world.client.readBlob(repository, digest, { maxBytes: bytes.length })
    expect(read.equals(bytes)).toBe(true)
  }

  describe('pushing', () => {
    test('a blob goes up in one piece', async () => {
      const repository = world.freshRepository('monolithic')
      const blob = blobOf(100_000)
      const { digest, bytes } = blob
      await world.client.putBlob(repository, { digest, sizeBytes: bytes.length, body: bytes })
      await expectThere(repository, blob)
    })

    test('a blob goes up from a stream', async () => {
      const repository = world.freshRepository('streamed')
      const blob = blobOf(3 * mebibyte)
      const { digest, bytes } = blob
      const body = () => Readable.from(piecesOf(bytes, 65_536))
      await world.client.putBlob(repository, { digest, sizeBytes: bytes.length, body })
      await expectThere(repository, blob)
    })

    test('a blob goes up in chunks', async () => {
      const repository = world.freshRepository('chunked')
      const blob = blobOf(2 * mebibyte + 17)
      const { digest, bytes } = blob
      await world.client.putBlobChunked(repository, {
        digest,
        chunks: Readable.from(piecesOf(bytes, mebibyte)),
      })
      await expectThere(repository, blob)
    })

    test('a blob that is there already goes up again without harm', async () => {
      const repository = world.freshRepository('again')
      const blob = await seedBlob(repository, 1000)
      const { digest, bytes } = blob
      await world.client.putBlob(repository, { digest, sizeBytes: bytes.length, body: bytes })
      await expectThere(repository, blob)
    })

    test('bytes that do not fit their digest are refused, and are not there', async () => {
      const repository = world.freshRepository('wrong-digest')
      const { bytes } = blobOf(1000)
      const claimed = sha256(Buffer.from('something else'))
      const code = expect.stringMatching(/^(refused|digest_mismatch)$/)
      const whole = world.client.putBlob(repository, { digest: claimed, sizeBytes: 1000, body: bytes })
      await expect(whole).rejects.toMatchObject({ code })
      const chunks = Readable.from(piecesOf(bytes, 400))
      await expect(
        world.client.putBlobChunked(repository, { digest: claimed, chunks }),
      ).rejects.toMatchObject({ code })
      await expectError(world.client.headBlob(repository, claimed), 'not_found')
    })

    test('a blob is mounted from another repository, or left to be pushed', async () => {
      const from = world.freshRepository('mount-from')
      const to = world.freshRepository('mount-to')
      const blob = await seedBlob(from, 1000)
      expect(await world.client.mountBlob(to, blob.digest, from)).toBe(mounts)
      if (mounts) await expectThere(to, blob)
    })

    test('mounting what is not there opens no hole', async () => {
      const to = world.freshRepository('mount-nothing')
      const absent = sha256(randomBytes(20))
      expect(await world.client.mountBlob(to, absent, world.freshRepository('never-pushed'))).toBe(false)
      await expectError(world.client.headBlob(to, absent), 'not_found')
    })
  })

  describe('pulling', () => {
    test('HEAD says the size', async () => {
      const repository = world.freshRepository('blob-head')
      const { digest } = await seedBlob(repository, 12_345)
      expect(await world.client.headBlob(repository, digest)).toEqual({ sizeBytes: 12_345 })
    })

    test('the whole blob streams', async () => {
      const repository = world.freshRepository('blob-get')
      const { digest, bytes } = await seedBlob(repository, mebibyte)
      const answer = await world.client.getBlob(repository, digest)
      expect(answer).toMatchObject({ status: 200, sizeBytes: mebibyte, contentRange: null })
      expect((await buffer(answer.stream)).equals(bytes)).toBe(true)
    })

    test.each([
      ['a part', { start: 100, end: 199 }, 100],
      ['the rest', { start: 900 }, 100],
      ['the first byte', { start: 0, end: 0 }, 1],
    ])('%s of it streams', async (_, range, length) => {
      const repository = world.freshRepository('blob-range')
      const { digest, bytes } = await seedBlob(repository, 1000)
      const answer = await world.client.getBlob(repository, digest, { range })
      const wanted = ranges ? bytes.subarray(range.start, range.start + length) : bytes
      expect((await buffer(answer.stream)).equals(wanted)).toBe(true)
      expect(answer.status).toBe(ranges ? 206 : 200)
      if (ranges) expect(answer.contentRange).toBe(`bytes ${range.start}-${range.start + length - 1}/1000`)
    })

    test('a blob larger than the caller allows is not read', async () => {
      const repository = world.freshRepository('too-large')
      const { digest } = await seedBlob(repository, 10_000)
      await expectError(world.client.readBlob(repository, digest, { maxBytes: 9_999 }), 'too_large')
    })

    test('an unknown blob is not found', async () => {
      const repository = world.freshRepository('unknown-blob')
      await seedBlob(repository, 10)
      const absent = sha256(Buffer.from('absent'))
      await expectError(world.client.headBlob(repository, absent), 'not_found')
      await expectError(world.client.getBlob(repository, absent), 'not_found')
      await expectError(world.client.readBlob(repository, absent, { maxBytes: 10 }), 'not_found')
    })
  })

  test('a deleted blob is gone, and where deletion is off it is still there', async () => {
    const repository = world.freshRepository('blob-delete')
    const blob = await seedBlob(repository, 1000)
    await expectOutcome(world.client.deleteBlob(repository, blob.digest), deletion.blob)
    if (deletion.blob !== 'done') return expectThere(repository, blob)
    await expectError(world.client.headBlob(repository, blob.digest), 'not_found')
    await expectError(world.client.deleteBlob(repository, blob.digest), 'not_found')
  })
}

function* piecesOf(bytes: Buffer, sizeBytes: number) {
  for (let start = 0; start < bytes.length; start += sizeBytes) yield bytes.subarray(start, start + sizeBytes)
}
