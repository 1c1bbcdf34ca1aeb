import { randomBytes } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { seal, unseal } from '../auth/sealed.ts'
import type { RegistrySettings } from '../registries/settings.ts'
import type { Runtime } from '../runtime.ts'
import { registryHooks } from '../store/schema.ts'

const purpose = (id: string) => `hook:${id}`

export interface HookToken {
  readonly token: string | null
  readonly source: 'file' | 'store' | null
  readonly lastEventAt: Date | null
}

/** The token of a registry: the configuration's, or the one that was made here. */
export async function readHookToken(
  { store, secret }: Pick<Runtime, 'store' | 'secret'>,
  { id, hookToken }: Pick<RegistrySettings, 'id' | 'hookToken'>,
): Promise<HookToken> {
  const [row] = await store.db.select().from(registryHooks).where(eq(registryHooks.registryId, id))
  const lastEventAt = row?.lastEventAt ?? null
  if (hookToken !== undefined) return { token: hookToken, source: 'file', lastEventAt }
  if (!row?.tokenEncrypted) return { token: null, source: null, lastEventAt }
  try {
    return { token: unseal(secret, row.tokenEncrypted, purpose(id)), source: 'store', lastEventAt }
  } catch {
    // Sealed with another secret: a new one has to be made.
    return { token: null, source: null, lastEventAt }
  }
}

/** Makes a token, in place of the one before. */
export async function makeHookToken({ store, secret }: Runtime, id: string): Promise<void> {
  const tokenEncrypted = seal(secret, randomBytes(32).toString('base64url'), purpose(id))
  await store.db
    .insert(registryHooks)
    .values({ registryId: id, tokenEncrypted })
    .onConflictDoUpdate({ target: registryHooks.registryId, set: { tokenEncrypted, createdAt: new Date() } })
}

/** Notes that the registry has told something just now. */
export async function recordHeard({ store }: Runtime, id: string): Promise<void> {
  const lastEventAt = new Date()
  await store.db
    .insert(registryHooks)
    .values({ registryId: id, tokenEncrypted: '', lastEventAt })
    .onConflictDoUpdate({ target: registryHooks.registryId, set: { lastEventAt } })
}

/** The token that a request brings: as Bearer, as the password of Basic, or in the address. */
export function tokenOf(headers: Headers, url: URL): string | null {
  const [scheme = '', value = ''] = (headers.get('authorization') ?? '').split(' ', 2)
  if (/^bearer$/i.test(scheme)) return value
  if (/^basic$/i.test(scheme)) {
    const pair = Buffer.from(value, 'base64').toString()
    return pair.slice(pair.indexOf(':') + 1)
  }
  // Harbor sends what was entered as it is, without a scheme.
  if (scheme && !value) return scheme
  return url.searchParams.get('token')
}
