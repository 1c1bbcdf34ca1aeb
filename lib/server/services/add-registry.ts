import type { Registry, RegistryInput } from '#lib/api/registries.ts'
import type { Context } from '../context.ts'
import { startAudit } from '../index/audit-trail.ts'
import { ApiError } from '../problem.ts'
import { sealAuth } from '../registries/stored.ts'
import { registries } from '../store/schema.ts'
import { presentRegistry } from './present-registry.ts'

/** Adds a registry; its credentials are encrypted before they are stored. Throws `conflict` for an id in use. */
export async function addRegistry(context: Context, body: RegistryInput): Promise<Registry> {
  const { runtime } = context
  const inUse = (await runtime.registries.list()).some(({ settings }) => settings.id === body.id)
  if (inUse) throw new ApiError('conflict', `The id “${body.id}” is in use by another registry.`)
  const trail = await startAudit(context, { action: 'registry.add', registry: body.id, detail: body.url })
  const { auth, ...rest } = body
  const added = await runtime.store.db
    .insert(registries)
    .values({ ...rest, authEncrypted: sealAuth(runtime.secret, body.id, auth) })
    .onConflictDoNothing()
    .returning({ id: registries.id })
  if (added.length === 0) {
    await trail.failed({ detail: 'conflict' })
    throw new ApiError('conflict', `The id “${body.id}” is in use by another registry.`)
  }
  await trail.succeeded()
  await runtime.registries.reload()
  runtime.changes.publish({ about: 'registries' })
  return presentRegistry(runtime, await runtime.registries.get(body.id))
}
