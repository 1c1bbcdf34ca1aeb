import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { DigestVerifier, digestOf, isDigestOf, parseDigest } from './digest.ts'

const bytes = Buffer.from('some content')

test.each(['sha256', 'sha512'] as const)('%s digests are over the raw bytes', (algorithm) => {
  const digest = digestOf(bytes, algorithm)
  expect(parseDigest(digest)?.algorithm).toBe(algorithm)
  expect(isDigestOf(digest, bytes)).toBe(true)
  expect(isDigestOf(digest, Buffer.from('other content'))).toBe(false)
})

test.each([
  'sha256:abc',
  `sha256:${'A'.repeat(64)}`,
  `sha256:${'g'.repeat(64)}`,
  `sha512:${'a'.repeat(64)}`,
  `md5:${'a'.repeat(32)}`,
  `sha256:${'a'.repeat(64)}\n`,
  'a'.repeat(64),
  '',
])('%j is no digest', (text) => {
  expect(parseDigest(text)).toBeNull()
  expect(isDigestOf(text, bytes)).toBe(false)
})

const through = (verifier: DigestVerifier) =>
  buffer(Readable.from([bytes.subarray(0, 4), bytes.subarray(4)]).pipe(verifier))

test('a stream whose digest fits passes unchanged', async () => {
  const verifier = new DigestVerifier(digestOf(bytes, 'sha512'), () => new Error('mismatch'), {
    sizeBytes: bytes.length,
  })
  expect((await through(verifier)).equals(bytes)).toBe(true)
})

test.each([
  ['digest', digestOf(Buffer.from('x')), undefined],
  ['size, too short', digestOf(bytes), bytes.length + 1],
  ['size, too long', digestOf(bytes), bytes.length - 1],
])('a stream of another %s fails at its end', async (_, digest, sizeBytes) => {
  const verifier = new DigestVerifier(digest, () => new Error('mismatch'), { sizeBytes })
  await expect(through(verifier)).rejects.toThrow('mismatch')
})
