import { asc } from 'drizzle-orm'
import { SealedError, seal, unseal } from '../auth/sealed.ts'
import { registries } from '../store/schema.ts'
import type { Store } from '../store/store.ts'
import type { RegistrySettings } from './settings.ts'

const purpose = (id: string) => `registry:${id}`

export const sealAuth = (secret: string, id: string, auth: RegistrySettings['auth']) =>
  auth ? seal(secret, JSON.stringify(auth), purpose(id)) : null

/**
 * null where the secret is not the one it was sealed with: that registry says that it is unauthorized until somebody
 * enters the password again, and the others go on.
 */
function openAuth(secret: string, id: string, sealed: string): RegistrySettings['auth'] {
  try {
    return JSON.parse(unseal(secret, sealed, purpose(id)))
  } catch (error) {
    if (error instanceof SealedError) return null
    throw error
  }
}

/** The registries that administrators added, with their credentials opened. */
export async function loadStoredRegistries(
  { db }: Pick<Store, 'db'>,
  secret: string,
): Promise<RegistrySettings[]> {
  const rows = await db.select().from(registries).orderBy(asc(registries.position), asc(registries.createdAt))
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    url: row.url,
    type: row.type,
    auth: row.authEncrypted ? openAuth(secret, row.id, row.authEncrypted) : null,
    tls: row.tls,
    publicHost: row.publicHost,
    readOnly: row.readOnly,
    repositories: row.repositories,
    syncEveryMs: row.syncEverySeconds === null ? null : row.syncEverySeconds * 1000,
    requestsPerMinute: row.requestsPerMinute,
    source: 'store',
  }))
}
