import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

/** What was sealed cannot be opened: another secret, another purpose, or somebody changed it. */
export class SealedError extends Error {
  override readonly name = 'SealedError'
}

const version = 'v1'
const ivBytes = 12
const tagBytes = 16

const keyFor = (secret: string, salt: Buffer) =>
  Buffer.from(hkdfSync('sha256', secret, salt, 'portolan sealed v1', 32))

/**
 * Encrypts text for the store: AES-256-GCM under a key derived from the secret (HKDF), as `v1.<base64url>`. `purpose`
 * says what it belongs to (`registry:<id>`) and is authenticated: a row copied to another place does not open there.
 */
export function seal(secret: string, text: string, purpose: string): string {
  // A salt of its own makes a key of its own, so that random IVs never meet under one key.
  const salt = randomBytes(16)
  const iv = randomBytes(ivBytes)
  const cipher = createCipheriv('aes-256-gcm', keyFor(secret, salt), iv, { authTagLength: tagBytes })
  cipher.setAAD(Buffer.from(`${version}:${purpose}`))
  const encrypted = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return `${version}.${Buffer.concat([salt, iv, cipher.getAuthTag(), encrypted]).toString('base64url')}`
}

/** The text that was sealed under the same secret and purpose. Throws `SealedError`. */
export function unseal(secret: string, sealed: string, purpose: string): string {
  const [prefix, payload, ...rest] = sealed.split('.')
  const bytes = Buffer.from(payload ?? '', 'base64url')
  if (prefix !== version || rest.length > 0 || bytes.length < 16 + ivBytes + tagBytes) {
    throw new SealedError('this is nothing that was sealed here')
  }
  const salt = bytes.subarray(0, 16)
  const iv = bytes.subarray(16, 16 + ivBytes)
  const tag = bytes.subarray(16 + ivBytes, 16 + ivBytes + tagBytes)
  try {
    const decipher = createDecipheriv('aes-256-gcm', keyFor(secret, salt), iv, { authTagLength: tagBytes })
    decipher.setAAD(Buffer.from(`${version}:${purpose}`))
    decipher.setAuthTag(tag)
    const encrypted = bytes.subarray(16 + ivBytes + tagBytes)
    return Buffer.concat([decipher.update(encrypted), decipher.final()]).toString('utf8')
  } catch (cause) {
    throw new SealedError('it was sealed under another secret, or changed since', { cause })
  }
}
