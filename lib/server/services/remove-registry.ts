import { eq } from 'drizzle-orm'
import type { ParamsOf } from '#lib/api/endpoint.ts'
import type { removeRegistry as endpoint } from '#lib/api/registries.ts'
import type { Context } from '../context.ts'
import { startAudit } from '../index/audit-trail.ts'
import { forgetPointers } from '../index/forget-pointers.ts'
import { registries, registryHooks } from '../store/schema.ts'
import { requireStored } from './change-registry.ts'

/** Forgets a registry and the pointers into it. Facts stay: other registries share them. Nothing is deleted upstream. */
export async function removeRegistry(context: Context, params: ParamsOf<typeof endpoint>): Promise<null> {
  const { runtime } = context
  const { id } = await requireStored(context, params.registry)
  const trail = await startAudit(context, { action: 'registry.remove', registry: id })
  await runtime.store.db.transaction(async (tx) => {
    await forgetPointers(tx, id)
    await tx.delete(registryHooks).where(eq(registryHooks.registryId, id))
    await tx.delete(registries).where(eq(registries.id, id))
  })
  await trail.succeeded()
  await runtime.registries.reload()
  runtime.changes.publish({ about: 'registries' })
  return null
}
