import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { OciHttpError } from './oci-error.ts'

export interface BasicCredentials {
  readonly username: string
  readonly password: string
}

/** Throws 401 with a challenge unless the request carries these credentials (RFC 7617). */
export function requireCredentials(request: IncomingMessage, { username, password }: BasicCredentials) {
  const [scheme, token = ''] = (request.headers.authorization ?? '').split(' ')
  const given = scheme?.toLowerCase() === 'basic' ? Buffer.from(token, 'base64') : Buffer.alloc(0)
  // Hashed first: equal lengths are what timingSafeEqual wants, and the length is a secret too.
  if (timingSafeEqual(sha256(given), sha256(Buffer.from(`${username}:${password}`)))) return
  throw new OciHttpError(401, 'UNAUTHORIZED', 'This registry needs a user name and a password.', {
    'WWW-Authenticate': 'Basic realm="portolan-embedded", charset="UTF-8"',
  })
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest()
