import { describe, expect, test } from 'vitest'
import { schema1Payload } from './schema1-payload.ts'

const base64url = (text: string) => Buffer.from(text).toString('base64url')

/** What Docker's signing makes of a document: its head, something, the signatures, its tail. */
const signed = (payload: string, between = '') => {
  const head = payload.slice(0, -1)
  const protectedHeader = base64url(JSON.stringify({ formatLength: head.length, formatTail: base64url('}') }))
  return Buffer.from(`${head}${between},"signatures":[{"protected":"${protectedHeader}"}]}`)
}

describe('what the digest of a schema 1 manifest is over', () => {
  const payload = JSON.stringify({ schemaVersion: 1, name: 'a/b', fsLayers: [] })

  test('is the document without its signatures', () => {
    expect(schema1Payload(signed(payload)).toString()).toBe(payload)
  })

  test('is all of the bytes where they say something else than what was signed', () => {
    const more = signed(payload, ',"fsLayers":[{"blobSum":"sha256:evil"}]')
    expect(schema1Payload(more)).toBe(more)
  })

  test('is all of the bytes where what was signed is a manifest of another sort', () => {
    const image = signed(JSON.stringify({ schemaVersion: 2, config: {}, layers: [] }))
    expect(schema1Payload(image)).toBe(image)
  })

  test('is all of the bytes where nothing is signed', () => {
    for (const text of [payload, '', '[]', '{"signatures":[]}', '{"signatures":[{"protected":"x"}]}']) {
      const bytes = Buffer.from(text)
      expect(schema1Payload(bytes)).toBe(bytes)
    }
  })
})
