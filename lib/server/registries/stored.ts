import { asc } from 'drizzle-orm'
import { seal, unseal } from '../auth/sealed.ts'
import { registries } from '../store/schema.ts'
import type { Store } from '../store/store.ts'
import type { RegistrySettings } from './settings.ts'

const purpose = (id: string) => `registry:${id}`

export const sealAuth = (secret: string, id: string, auth: RegistrySettings['auth']) =>
  auth ? seal(secret, JSON.stringify(auth), purpose(id)) : null

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
    auth: row.authEncrypted ? JSON.parse(unseal(secret, row.authEncrypted, purpose(row.id))) : null,
    tls: row.tls,
    publicHost: row.publicHost,
    readOnly: row.readOnly,
    repositories: row.repositories,
    source: 'store',
  }))
}
