import { isCancelled } from '../../index/failure.ts'
import { recordPush } from '../../index/record-push.ts'
import { digestNow } from '../truth.ts'
import type { Pass } from './pass.ts'
import { readKept } from './record-manifests.ts'

/**
 * A registry has taken tags along that nobody deleted: each that nobody has pushed since gets back what it was on, byte for
 * byte. Each is tried; the log of the job tells of all.
 */
export async function putBackTags(pass: Pass, names: readonly string[], digest: string): Promise<void> {
  const { place, patience, log } = pass
  for (const name of names) {
    try {
      if ((await patience.try(() => digestNow(place, name))) !== null) continue
      const raw = await readKept(place, pass.run.id, digest)
      if (!raw) throw new Error(`the bytes of ${digest} are not there`)
      await place.registry.client.putManifest(place.repository, name, raw, place.call)
      await recordPush(place, { tag: name, digest, actor: pass.context.actor.username, action: 'push' })
      await log('put_back', `${place.repository}:${name}`)
    } catch (error) {
      if (isCancelled(error) || !(error instanceof Error)) throw error
      await log('not_put_back', `${place.repository}:${name}@${digest}: ${error.message}`)
    }
  }
}

/** The same for a manifest that an index holds. */
export async function putBackManifest(pass: Pass, digest: string): Promise<void> {
  const { place } = pass
  const raw = await readKept(place, pass.run.id, digest)
  if (!raw) return pass.log('not_put_back', `${place.repository}@${digest}`)
  await pass.patience.try(() => place.registry.client.putManifest(place.repository, digest, raw, place.call))
  await pass.log('put_back', `${place.repository}@${digest}`)
}
