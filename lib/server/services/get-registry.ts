import type { ParamsOf } from '#lib/api/endpoint.ts'
import type { getRegistry as endpoint, Registry } from '#lib/api/registries.ts'
import type { Context } from '../context.ts'
import { startStatusCheck } from './list-registries.ts'
import { presentRegistry } from './present-registry.ts'

export async function getRegistry(
  { runtime }: Context,
  params: ParamsOf<typeof endpoint>,
): Promise<Registry> {
  const registry = await runtime.registries.get(params.registry)
  await startStatusCheck(runtime, registry)
  return presentRegistry(runtime, registry)
}
