import { generateKeyPairSync, sign } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { type Built, sha256 } from './images.ts'
import { tar } from './tar.ts'

const mediaType = 'application/vnd.docker.distribution.manifest.v1+prettyjws'

/**
 * A signed schema 1 manifest as Docker pushed them until 2016. Its digest is that of the signed payload, not of the
 * bytes that travel (https://distribution.github.io/distribution/spec/deprecated-schema-v1/): the signatures come later.
 */
export function buildSchema1(repository: string, tag: string): Built {
  const layer = gzipSync(tar({ 'etc/motd': 'old\n' }))
  const blobSum = sha256(layer)
  const v1 = { id: blobSum.slice('sha256:'.length), created: '2015-06-07T08:09:10Z', os: 'linux' }
  const payload = JSON.stringify(
    {
      schemaVersion: 1,
      name: repository,
      tag,
      architecture: 'amd64',
      fsLayers: [{ blobSum }],
      history: [{ v1Compatibility: JSON.stringify(v1) }],
    },
    null,
    3,
  )
  const blob = { mediaType: 'application/octet-stream', digest: blobSum, bytes: layer }
  return {
    mediaType,
    digest: sha256(Buffer.from(payload)),
    bytes: Buffer.from(withSignature(payload)),
    blobs: [blob],
    children: [],
  }
}

/** The payload with a JSON web signature put in before its last brace. */
function withSignature(payload: string): string {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const tail = '\n}'
  const head = payload.slice(0, -tail.length)
  const base64url = (text: string) => Buffer.from(text).toString('base64url')
  const protectedHeader = base64url(
    JSON.stringify({
      formatLength: Buffer.byteLength(head),
      formatTail: base64url(tail),
      time: '2015-06-07T08:09:10Z',
    }),
  )
  const signed = Buffer.from(`${protectedHeader}.${base64url(payload)}`)
  const signature = sign('sha256', signed, { key: privateKey, dsaEncoding: 'ieee-p1363' })
  const signatures = [
    {
      header: { jwk: publicKey.export({ format: 'jwk' }), alg: 'ES256' },
      signature: signature.toString('base64url'),
      protected: protectedHeader,
    },
  ]
  return `${head},\n   "signatures": ${JSON.stringify(signatures)}${tail}`
}
