import type { GraphTag, RepositoryGraph } from '#lib/engines/deletion/graph.ts'
import type { ProtectedBy } from '#lib/engines/retention/protection.ts'
import { areIndexesKnown } from '../../index/holding-indexes.ts'
import type { Place } from '../../index/place.ts'
import type { Patience } from './patience.ts'
import { confirmUntagged, readGraphManifests } from './read-manifests.ts'
import { learnReferrers } from './read-referrers.ts'
import { readTagsNow } from './read-tags.ts'

export interface GraphOptions {
  /** Tags and digests that somebody means to delete. */
  readonly tags: ReadonlySet<string>
  readonly digests: readonly string[]
  readonly protectedBy: ProtectedBy
  /** Of how many digests the referrers are asked for, where the registry has an API for that. */
  readonly mostReferrers: number
  readonly patience: Patience
}

/** `sha256-<hex>` and cosign's `sha256-<hex>.sig` are about `sha256:<hex>`. */
const about = /^(sha256|sha512)-([0-9a-f]{64,128})(?:\.[a-z0-9-]+)?$/

export function subjectOfTag(name: string): string | null {
  const [, algorithm, hex] = about.exec(name) ?? []
  return hex === undefined ? null : `${algorithm}:${hex}`
}

/**
 * The whole repository, read from the registry just now: where every tag points, what every index holds, what is there
 * without a tag. Throws the registry's failure; what alone could not be read makes the graph incomplete.
 */
export async function readGraph(place: Place, options: GraphOptions): Promise<RepositoryGraph> {
  const { repository, registry } = place
  const { tags, unread } = await readTagsNow(place, options.patience)
  const tagged = [...new Set(tags.flatMap(({ digest }) => digest ?? []))]
  const meant = new Set([
    ...tags.flatMap(({ name, digest }) => (options.tags.has(name) ? (digest ?? []) : [])),
    ...options.digests,
  ])
  await confirmUntagged(place, tagged, options.digests, options.patience)
  await learnReferrers(place, [...meant].slice(0, options.mostReferrers))
  const manifests = await readGraphManifests(place, tagged)
  const isComplete = unread.size === 0 && (await areIndexesKnown(place))
  return {
    repository,
    manifests,
    isComplete,
    tags: tags.map(
      ({ name, digest }): GraphTag => ({
        name,
        digest,
        protectedBy: options.protectedBy(registry.settings.id, repository, name),
        about: subjectOfTag(name),
      }),
    ),
  }
}
