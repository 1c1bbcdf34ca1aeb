import pLimit from 'p-limit'
import { isRegistryError } from '#lib/registry/error.ts'
import { learnManifests } from '../../index/learn-manifests.ts'
import type { Place } from '../../index/place.ts'
import { readRegistryState, recordCapability } from '../../index/registry-state.ts'

const atOnce = 8

/**
 * Makes the index know what refers to these digests, where the registry has an API for it: such referrers have no tag.
 * Where it has none they are behind `sha256-…` tags, and known already. What can't be read is left out.
 */
export async function learnReferrers(place: Place, digests: readonly string[]): Promise<void> {
  const { runtime, registry, repository } = place
  const { capabilities } = await readRegistryState(runtime, registry.settings.id)
  const [first, ...rest] = digests
  if (capabilities.referrers === false || first === undefined) return
  if (!(await learnOf(place, first))) return
  const limit = pLimit(atOnce)
  await Promise.all(rest.map((digest) => limit(() => learnOf(place, digest))))

  async function learnOf(at: Place, digest: string): Promise<boolean> {
    try {
      const { source, descriptors } = await registry.client.listReferrers(repository, digest, at.call)
      if (digest === first)
        await recordCapability(runtime, registry.settings.id, { referrers: source === 'api' })
      if (source !== 'api') return false
      if (descriptors.length > 0) {
        const wanted = descriptors.map((d) => ({ repository, digest: d.digest, isConfirmed: false }))
        await learnManifests(at, wanted)
      }
      return true
    } catch (error) {
      if (!isRegistryError(error)) throw error
      return !error.isTemporary
    }
  }
}
