import { parseDescriptors } from './descriptor.ts'
import { parseDigest } from './digest.ts'
import { isRegistryError } from './error.ts'
import { parseManifest } from './manifest.ts'
import { mediaTypes } from './media-types.ts'
import { readPages } from './paging.ts'
import { assertDigest, assertRepository } from './reference.ts'
import { pull } from './scope.ts'
import type { Transport } from './transport.ts'
import type { CallOptions, Descriptor, Referrers, RegistryClient } from './types.ts'

/** How long it is believed that a registry has no referrers API: it may be upgraded under our eyes. */
const missingForMs = 10 * 60_000

/** distribution-spec end-12, and "Unavailable Referrers API" for registries that don't have it. */
export function createReferrers(
  transport: Transport,
  { getManifest }: Pick<RegistryClient, 'getManifest'>,
): Pick<RegistryClient, 'listReferrers'> {
  let missingUntilMs = 0

  const fromApi = async (
    repository: string,
    digest: string,
    type: string | undefined,
    signal?: AbortSignal,
  ) => {
    const query = type === undefined ? '' : `?artifactType=${encodeURIComponent(type)}`
    const path = `${repository}/referrers/${digest}${query}`
    const descriptors: Descriptor[] = []
    const options = { scopes: [pull(repository)], accept: mediaTypes.ociIndex, signal }
    for await (const { json, answer } of readPages(transport, path, options)) {
      const manifests = typeof json === 'object' && json !== null && 'manifests' in json ? json.manifests : []
      const applied = String(answer.headers['oci-filters-applied'] ?? '').split(/\s*,\s*/)
      const found = parseDescriptors(manifests)
      descriptors.push(...(applied.includes('artifactType') ? found : ofType(found, type)))
    }
    return descriptors
  }

  const fromTag = async (repository: string, digest: string, { signal }: CallOptions) => {
    try {
      const { bytes, mediaType } = await getManifest(repository, fallbackTag(digest), { signal })
      const manifest = parseManifest(bytes, mediaType)
      return manifest.shape === 'index' ? manifest.manifests : []
    } catch (error) {
      if (isRegistryError(error) && error.code === 'not_found') return []
      throw error
    }
  }

  return {
    async listReferrers(repository, digest, options = {}): Promise<Referrers> {
      const { signal, artifactType, isFallbackRead = true } = options
      assertRepository(transport.registry, repository)
      assertDigest(transport.registry, digest)
      if (performance.now() >= missingUntilMs) {
        try {
          return { source: 'api', descriptors: await fromApi(repository, digest, artifactType, signal) }
        } catch (error) {
          if (!isRegistryError(error) || (error.code !== 'not_found' && error.code !== 'unsupported'))
            throw error
          // CNCF Distribution 2 says so in plain text; an OCI error is about this repository alone.
          if (error.errors.length === 0) missingUntilMs = performance.now() + missingForMs
        }
      }
      if (!isFallbackRead) return { source: 'tag', descriptors: [] }
      const descriptors = await fromTag(repository, digest, { signal })
      return { source: 'tag', descriptors: ofType(descriptors, artifactType) }
    },
  }
}

const ofType = (descriptors: readonly Descriptor[], type: string | undefined) =>
  type === undefined ? [...descriptors] : descriptors.filter((d) => d.artifactType === type)

/** "Referrers Tag Schema": at most 64 characters of the hex. */
export function fallbackTag(digest: string): string {
  const parsed = parseDigest(digest)
  return `${parsed?.algorithm ?? 'sha256'}-${parsed?.hex.slice(0, 64) ?? ''}`
}
