import type { PlannedBlob } from '#lib/engines/copy/plan.ts'
import { isRegistryError } from '#lib/registry/error.ts'
import type { Patience } from '../deletion/run/patience.ts'
import type { Place } from '../index/place.ts'
import { collectPassed } from './collect-passed.ts'

/** A body that broke off in the middle is begun anew so often. */
const tries = 4

export interface BlobCopying {
  readonly source: Place
  readonly target: Place
  readonly patience: Patience
  /** Told of bytes as they pass, and (negative) of those that have to pass again. */
  readonly onBytes: (bytes: number) => void
}

/**
 * Brings one blob over: mounted where it can be, otherwise streamed straight from registry to registry, verified by digest as it
 * passes, and never held as a whole. What is there by the time it is tried again is not sent again.
 */
export async function copyBlob(
  copying: BlobCopying,
  blob: PlannedBlob,
): Promise<'mounted' | 'sent' | 'there'> {
  const { target, patience } = copying
  const { client } = target.registry
  if (blob.from !== null) {
    const { from } = blob
    const mount = () => client.mountBlob(target.repository, blob.digest, from, target.call)
    const isMounted = await patience.try(mount).catch((error) => {
      // It may not let us see the other repository: then it is sent.
      if (isRegistryError(error) && !error.isTemporary && error.code !== 'aborted') return false
      throw error
    })
    if (isMounted) return 'mounted'
  }
  for (let attempt = 1; ; attempt++) {
    try {
      return await patience.try(() => sendOnce(copying, blob))
    } catch (error) {
      const isBroken = isRegistryError(error) && error.code === 'invalid_response'
      if (!isBroken || attempt >= tries) throw error
    }
  }
}

async function sendOnce(
  { source, target, onBytes }: BlobCopying,
  blob: PlannedBlob,
): Promise<'sent' | 'there'> {
  const { digest, size } = blob
  if (await isThere(target, digest)) return 'there'
  let passed = 0
  const again = () => {
    if (passed > 0) onBytes(-passed)
    passed = 0
  }
  /** Called once for each try of the request itself: a token that has run out makes it a second one. */
  const body = async () => {
    again()
    const { stream } = await source.registry.client.getBlob(source.repository, digest, {
      ...source.call,
      expectedBytes: size,
      onBytes: (bytes) => {
        passed += bytes
        collectPassed(bytes)
        onBytes(bytes)
      },
    })
    return stream
  }
  try {
    const blob = { digest, sizeBytes: size, body, isVerified: true }
    await target.registry.client.putBlob(target.repository, blob, target.call)
    return 'sent'
  } catch (error) {
    again()
    throw error
  }
}

async function isThere({ registry, repository, call }: Place, digest: string): Promise<boolean> {
  try {
    await registry.client.headBlob(repository, digest, call)
    return true
  } catch (error) {
    if (isRegistryError(error) && error.code === 'not_found') return false
    throw error
  }
}
