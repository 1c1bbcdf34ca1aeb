import type { GarbageCollection } from '#lib/api/deletion.ts'
import { adviseCollection } from '#lib/vendors/garbage-collection.ts'
import { vendorOf } from '#lib/vendors/vendors.ts'
import { readRegistryState } from '../../index/registry-state.ts'
import type { ConnectedRegistry } from '../../registries/directory.ts'
import type { Runtime } from '../../runtime.ts'

/** What has to be run at a registry before bytes come free, as far as its kind is known. */
export async function adviseCollectionOf(
  runtime: Runtime,
  { settings }: ConnectedRegistry,
): Promise<GarbageCollection> {
  const { type, capabilities } = await readRegistryState(runtime, settings.id)
  const vendor = vendorOf(settings.type === 'auto' ? (type ?? 'auto') : settings.type, settings.url)
  return {
    registry: settings.id,
    ...adviseCollection(vendor.collection, capabilities.tagDelete ?? vendor.tagDelete),
  }
}
