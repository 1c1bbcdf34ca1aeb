import { isRegistryError } from '#lib/registry/error.ts'
import { type ImageConfig, parseImageConfig } from '#lib/registry/image-config.ts'
import type { ParsedManifest } from '#lib/registry/manifest.ts'
import type { RawManifest } from '#lib/registry/types.ts'
import { childFactsOf } from './child-facts.ts'
import { type ChildFacts, deriveFacts } from './derive-facts.ts'
import { type ManifestFacts, type Transaction, writeFacts } from './facts-batch.ts'
import { type Membership, readMembers, writeMemberships } from './membership.ts'
import { itemKey, type RegistryPlace } from './place.ts'
import {
  fetchConfig,
  fetchManifest,
  hasReadableConfig,
  headManifest,
  parseAsItIs,
  readKnownConfigs,
  readKnownManifests,
} from './read-content.ts'
import { writeBatch } from './write-batch.ts'

/** An index may hold indexes; nobody nests them deeper, unless to keep us busy. */
const maxDepth = 3
const maxChildren = 500

/** A digest of which a repository is to be known to have it, with all that lists show of it. */
export interface WantedManifest {
  readonly repository: string
  readonly digest: string
  /** The manifest itself, where it was read already. */
  readonly raw?: RawManifest | undefined
  /** The registry just said that this repository has the digest. */
  readonly isConfirmed: boolean
}

/** Why some of them could not be learned, by `itemKey`. */
export type Failures = Map<string, unknown>

interface Read extends WantedManifest {
  readonly raw: RawManifest
  readonly parsed: ParsedManifest
}

/**
 * Makes the index know many manifests at once: what is known is looked up in one query, what is not is read from the
 * registry (the manifests, their configs, the children of indexes), and all of it is written in one transaction. What
 * fails is left out and told; nothing half-known is kept. The client decides how many requests are under way.
 * `alongside` hears what has failed, and answers what is to be written in the same transaction.
 */
export async function learnManifests(
  place: RegistryPlace,
  wanted: readonly WantedManifest[],
  alongside: ((failures: Failures) => (tx: Transaction) => Promise<void>) | null = null,
  depth = 0,
): Promise<Failures> {
  const failures: Failures = new Map()
  const memberships: Membership[] = []
  const present = ({ repository, digest }: WantedManifest) =>
    memberships.push({ repository, digest, isPresent: true })
  const each = (items: readonly WantedManifest[], work: (item: WantedManifest) => Promise<unknown>) =>
    Promise.all(
      items.map((item) =>
        work(item).catch((error) => failures.set(itemKey(item.repository, item.digest), error)),
      ),
    )

  const digests = [...new Set(wanted.map((w) => w.digest))]
  const known = await readKnownManifests(place, digests)
  const members = await readMembers(
    place,
    wanted.filter((w) => !w.isConfirmed),
  )
  const reads: Read[] = []
  await each(wanted, async (item) => {
    const fact = known.get(item.digest)
    // A fact is shared by all registries, but that this repository has it only its registry can say.
    if (fact && !item.isConfirmed) {
      if (fact.isComplete && members.has(itemKey(item.repository, item.digest))) return
      await headManifest(place, item.repository, item.digest)
    }
    if (fact?.isComplete) return present(item)
    const raw = item.raw ?? fact?.raw ?? (await fetchManifest(place, item.repository, item.digest))
    reads.push({ ...item, raw, parsed: parseAsItIs(place, raw) })
  })

  const configs = await readConfigs(place, reads, failures)
  const children = await learnChildren(place, reads, failures, depth)
  const facts = new Map<string, ManifestFacts>()
  for (const read of reads) {
    if (failures.has(itemKey(read.repository, read.digest))) continue
    present(read)
    const derived = deriveFacts(read.parsed, configOf(read, configs), children.of(read))
    const before = facts.get(read.digest)
    // The same index, and this repository has more of its children.
    if (!before || (before.derived.totalSize === null && derived.totalSize !== null))
      facts.set(read.digest, { raw: read.raw, parsed: read.parsed, derived })
  }
  const fresh = [...configs].flatMap(([digest, { bytes, isNew }]) => (isNew ? [{ digest, bytes }] : []))
  memberships.push(...children.missing)
  const writeMore = alongside?.(failures)
  if (facts.size + fresh.length + memberships.length === 0 && !writeMore) return failures
  await writeBatch(place.runtime, async (tx) => {
    await writeFacts(tx, [...facts.values()], fresh)
    await writeMemberships(tx, place.registry.settings.id, memberships)
    await writeMore?.(tx)
  })
  return failures
}

interface ReadConfig {
  readonly bytes: Buffer
  readonly parsed: ImageConfig | null
  readonly isNew: boolean
}

const configOf = ({ parsed }: Read, configs: ReadonlyMap<string, ReadConfig>) =>
  parsed.shape === 'image' ? (configs.get(parsed.config.digest)?.parsed ?? null) : null

/** Each config once, out of the index or from the first repository that names it. A failure is that of all who need it. */
async function readConfigs(place: RegistryPlace, reads: readonly Read[], failures: Failures) {
  const needed = new Map<string, Read[]>()
  for (const read of reads) {
    if (read.parsed.shape !== 'image' || !hasReadableConfig(read.parsed.config)) continue
    const { digest } = read.parsed.config
    needed.set(digest, [...(needed.get(digest) ?? []), read])
  }
  const known = await readKnownConfigs(place, [...needed.keys()])
  const configs = new Map<string, ReadConfig>()
  await Promise.all(
    [...needed].map(async ([digest, [first, ...others]]) => {
      if (!first) return
      try {
        const kept = known.get(digest)
        const bytes = kept ?? (await fetchConfig(place, first.repository, digest))
        if (bytes) configs.set(digest, { bytes, parsed: parseImageConfig(bytes), isNew: !kept })
      } catch (error) {
        for (const { repository, digest: manifest } of [first, ...others])
          failures.set(itemKey(repository, manifest), error)
      }
    }),
  )
  return configs
}

const isOutage = (error: unknown) =>
  !isRegistryError(error) || error.isTemporary || error.code === 'aborted' || error.code === 'unauthorized'

/** The children of all indexes, learned together. What is missing is noted; an outage fails the index that needs the child. */
async function learnChildren(
  place: RegistryPlace,
  reads: readonly Read[],
  failures: Failures,
  depth: number,
) {
  const childrenOf = ({ parsed }: Read) =>
    parsed.shape === 'index' && depth < maxDepth
      ? [...new Set(parsed.manifests.map((d) => d.digest))].slice(0, maxChildren)
      : []
  const wanted = new Map<string, WantedManifest>()
  for (const read of reads) {
    for (const digest of childrenOf(read)) {
      const { repository } = read
      wanted.set(itemKey(repository, digest), { repository, digest, isConfirmed: false })
    }
  }
  const missing: Membership[] = []
  let facts = new Map<string, ChildFacts>()
  if (wanted.size > 0) {
    const failed = await learnManifests(place, [...wanted.values()], null, depth + 1)
    for (const read of reads) {
      const outage = childrenOf(read)
        .map((digest) => failed.get(itemKey(read.repository, digest)))
        .find((error) => error !== undefined && isOutage(error))
      if (outage !== undefined) failures.set(itemKey(read.repository, read.digest), outage)
    }
    for (const [key, error] of failed) {
      const child = wanted.get(key)
      // One missing or unreadable child must not break the rest; an outage must not be kept as a fact.
      if (child && isRegistryError(error) && error.code === 'not_found')
        missing.push({ repository: child.repository, digest: child.digest, isPresent: false })
    }
    facts = await childFactsOf(place, [...wanted.values()])
  }
  return {
    missing,
    of: (read: Read): Map<string, ChildFacts> =>
      new Map(
        childrenOf(read).flatMap((digest) => {
          const child = facts.get(itemKey(read.repository, digest))
          return child ? [[digest, child] as const] : []
        }),
      ),
  }
}
