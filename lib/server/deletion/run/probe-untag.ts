import { randomBytes } from 'node:crypto'
import { isRegistryError } from '#lib/registry/error.ts'
import { vendorOf } from '#lib/vendors/vendors.ts'
import type { Place } from '../../index/place.ts'
import { readRegistryState, recordCapability } from '../../index/registry-state.ts'
import { cannotUntag } from '../refusal.ts'

/**
 * Whether the registry untags; null where only trying tells. Asked without harm, by untagging what can't exist: CNCF
 * Distribution 2.8 says 400 DIGEST_INVALID to any tag, one that untags that there is no such tag.
 */
export async function probeUntag(place: Place): Promise<boolean | null> {
  const { runtime, registry, repository } = place
  const { settings, client } = registry
  const { capabilities, type } = await readRegistryState(runtime, settings.id)
  const known = capabilities.tagDelete ?? vendorOf(type ?? settings.type, settings.url).tagDelete
  if (known !== null) return known
  try {
    await client.deleteManifest(repository, `portolan-probe-${randomBytes(16).toString('hex')}`, place.call)
  } catch (error) {
    if (!isRegistryError(error) || error.code === 'not_found' || !cannotUntag(error)) return null
    await recordCapability(runtime, settings.id, { tagDelete: false })
    return false
  }
  return null
}
