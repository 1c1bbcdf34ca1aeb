import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import { parseJson } from './manifest.ts'

const Signed = z.object({ signatures: z.array(z.object({ protected: z.string() })).min(1) })
const Schema1 = z.looseObject({ schemaVersion: z.literal(1) })
const Protected = z.object({ formatLength: z.int().nonnegative(), formatTail: z.string() })

/**
 * What the digest of a signed schema 1 manifest is over: the document before the signatures were put into it. Their
 * protected header says how much of the bytes that is, and what closed them. Other bytes come back as they are.
 * https://distribution.github.io/distribution/spec/deprecated-schema-v1/#signed-manifests
 */
export function schema1Payload(bytes: Buffer): Buffer {
  const signed = Signed.safeParse(parseJson(bytes))
  const [signature] = signed.success ? signed.data.signatures : []
  if (!signature) return bytes
  const header = Protected.safeParse(parseJson(Buffer.from(signature.protected, 'base64url')))
  if (!header.success || header.data.formatLength > bytes.length) return bytes
  const tail = Buffer.from(header.data.formatTail, 'base64url')
  const payload = Buffer.concat([bytes.subarray(0, header.data.formatLength), tail])
  return saysTheSame(payload, bytes) ? payload : bytes
}

/** Else anything at all could be signed on to a piece of another manifest, and go by that one's digest. */
function saysTheSame(payload: Buffer, signed: Buffer): boolean {
  const inner = Schema1.safeParse(parseJson(payload))
  const outer = Schema1.safeParse(parseJson(signed))
  if (!inner.success || !outer.success) return false
  const { signatures: _, ...rest } = outer.data
  return isDeepStrictEqual(inner.data, rest)
}
