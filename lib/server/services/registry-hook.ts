import type { RegistryHook } from '#lib/api/hooks.ts'
import type { Context } from '../context.ts'
import { makeHookToken, readHookToken } from '../hooks/hook-token.ts'
import { startAudit } from '../index/audit-trail.ts'
import { ApiError } from '../problem.ts'

/** Where and with which token a registry tells what happens in it. */
export async function getRegistryHook(
  { runtime }: Context,
  { registry: id }: { registry: string },
): Promise<RegistryHook> {
  const { settings } = await runtime.registries.get(id)
  const { lastEventAt, ...rest } = await readHookToken(runtime, settings)
  return {
    registry: id,
    url: `${runtime.config.publicUrl}/hooks/${id}/distribution`,
    ...rest,
    lastEventAt: lastEventAt?.toISOString() ?? null,
  }
}

/** Makes the token, or another one. Throws `registry_is_configured_by_file` where the file says which. */
export async function makeRegistryHook(
  context: Context,
  params: { registry: string },
): Promise<RegistryHook> {
  const { runtime } = context
  const { settings } = await runtime.registries.get(params.registry)
  if (settings.hookToken !== undefined) {
    const detail = 'The token stands in the configuration (hookToken) and can only be changed there.'
    throw new ApiError('registry_is_configured_by_file', detail)
  }
  const trail = await startAudit(context, {
    action: 'registry.change',
    registry: params.registry,
    detail: 'hookToken',
  })
  await makeHookToken(runtime, params.registry)
  await trail.succeeded()
  return getRegistryHook(context, params)
}
