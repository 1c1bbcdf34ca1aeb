import { isReferrerTag } from '#lib/engines/manifest/kind.ts'
import { parseDigest } from '#lib/registry/digest.ts'
import { isRegistryError } from '#lib/registry/error.ts'
import { flightKey, type Place } from '../index/place.ts'

/** cosign's tags (`sha256-….sig`, `.att`, `.sbom`): of each repository the list of tags is read once. */
export interface ReferrerTags {
  about(place: Place, digest: string): Promise<readonly string[]>
}

export function createReferrerTags(): ReferrerTags {
  const lists = new Map<string, Promise<Map<string, string[]>>>()
  return {
    async about(place, digest) {
      const key = flightKey('referrer-tags', place)
      const list = lists.get(key) ?? readList(place)
      lists.set(key, list)
      const parsed = parseDigest(digest)
      return (parsed && (await list).get(`${parsed.algorithm}-${parsed.hex}`)) ?? []
    },
  }
}

/** Tags with something after the digest; without it the tag is the list of the referrers API, which is read as such. */
async function readList({ registry, repository, call }: Place): Promise<Map<string, string[]>> {
  const bySubject = new Map<string, string[]>()
  try {
    for await (const names of registry.client.listTags(repository, call)) {
      for (const name of names) {
        const dot = name.indexOf('.')
        if (dot < 0 || !isReferrerTag(name)) continue
        const subject = name.slice(0, dot)
        bySubject.set(subject, [...(bySubject.get(subject) ?? []), name])
      }
    }
  } catch (error) {
    // A repository with untagged manifests alone has no list.
    if (!isRegistryError(error) || error.code !== 'not_found') throw error
  }
  return bySubject
}
