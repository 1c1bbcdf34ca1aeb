import { eq } from 'drizzle-orm'
import type { ParamsOf } from '#lib/api/endpoint.ts'
import type { changeRegistry as endpoint, Registry, RegistryPatch } from '#lib/api/registries.ts'
import type { Context } from '../context.ts'
import { startAudit } from '../index/audit-trail.ts'
import { forgetPointers } from '../index/forget-pointers.ts'
import { ApiError } from '../problem.ts'
import { sealAuth } from '../registries/stored.ts'
import { registries } from '../store/schema.ts'
import { presentRegistry } from './present-registry.ts'

/** The registry, where it is one that was added here: those of the configuration file are changed there. */
export async function requireStored({ runtime }: Context, id: string) {
  const { settings } = await runtime.registries.get(id)
  if (settings.source === 'store') return settings
  const detail = 'This registry comes from the configuration and can only be changed there.'
  throw new ApiError('registry_is_configured_by_file', detail)
}

/** Changes what the patch names. `auth` null removes the credentials, an absent one keeps them. */
export async function changeRegistry(
  context: Context,
  params: ParamsOf<typeof endpoint>,
  { auth, ...patch }: RegistryPatch,
): Promise<Registry> {
  const { runtime } = context
  const { id, url } = await requireStored(context, params.registry)
  // Credentials belong to one origin: whoever may change the address must not get them sent elsewhere.
  const movesAway = patch.url !== undefined && new URL(patch.url).origin !== new URL(url).origin
  const authChange = auth === undefined ? (movesAway ? null : undefined) : auth
  const trail = await startAudit(context, {
    action: 'registry.change',
    registry: id,
    detail: Object.keys({ ...patch, ...(auth === undefined ? {} : { auth }) }).join(', '),
  })
  await runtime.store.db.transaction(async (tx) => {
    await tx
      .update(registries)
      .set({
        ...patch,
        updatedAt: new Date(),
        ...(authChange === undefined ? {} : { authEncrypted: sealAuth(runtime.secret, id, authChange) }),
      })
      .where(eq(registries.id, id))
    // What was seen at the old address was never seen at the new one, nor how it deletes.
    if (patch.url !== undefined && patch.url !== url) await forgetPointers(tx, id)
  })
  await trail.succeeded()
  await runtime.registries.reload()
  runtime.changes.publish({ about: 'registries' })
  return presentRegistry(runtime, await runtime.registries.get(id))
}
