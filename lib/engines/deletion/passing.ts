import { type GraphTag, type RepositoryGraph, referrersBySubject, withDescendants } from './graph.ts'

interface Chosen {
  readonly chosenTags: ReadonlySet<GraphTag>
  readonly chosenDigests: ReadonlySet<string>
  readonly takeChildren: boolean
  readonly takeReferrers: boolean
}

export interface Passing {
  /** Digests that may be deleted. */
  readonly manifests: ReadonlySet<string>
  readonly childrenAlong: readonly string[]
  readonly referrersAlong: readonly string[]
  readonly tagsAlong: readonly GraphTag[]
}

const nothing: Passing = { manifests: new Set(), childrenAlong: [], referrersAlong: [], tagsAlong: [] }

/**
 * Which manifests can go: begins with all that are meant to, and takes back whatever something that stays needs, until
 * nothing is left to take back. Each round takes at least one back, so it ends.
 */
export function choosePassing(graph: RepositoryGraph, chosen: Chosen): Passing {
  if (!graph.isComplete) return nothing
  const meant = new Set([
    ...chosen.chosenDigests,
    ...[...chosen.chosenTags].flatMap(({ digest }) => digest ?? []),
  ])
  const { referrers, candidates } = candidatesOf(graph, meant, chosen)
  for (;;) {
    const tagsAlong = chosen.takeReferrers
      ? graph.tags.filter((tag) => !chosen.chosenTags.has(tag) && isAlong(tag, candidates))
      : []
    const going = new Set([...chosen.chosenTags, ...tagsAlong])
    const roots = [
      ...graph.tags.flatMap((tag) => (going.has(tag) ? [] : (tag.digest ?? []))),
      ...[...graph.manifests.keys()].filter((digest) => !candidates.has(digest)),
    ]
    const needed = withDescendants(graph, roots)
    const back = [...candidates].filter((digest) => {
      if (needed.has(digest)) return true
      // What refers to something that stays, stays with it.
      const subject = graph.manifests.get(digest)?.subject ?? null
      return (
        !meant.has(digest) && subject !== null && graph.manifests.has(subject) && !candidates.has(subject)
      )
    })
    if (back.length === 0) {
      const along = [...candidates].filter((digest) => !meant.has(digest))
      return {
        manifests: candidates,
        childrenAlong: along.filter((digest) => !referrers.has(digest)),
        referrersAlong: along.filter((digest) => referrers.has(digest)),
        tagsAlong,
      }
    }
    for (const digest of back) candidates.delete(digest)
  }
}

/** A tag such as `sha256-….sig` has no sense without what it is about. */
const isAlong = ({ about, protectedBy }: GraphTag, candidates: ReadonlySet<string>) =>
  about !== null && protectedBy === null && candidates.has(about)

/** All that is meant to go, with what may go along. */
function candidatesOf(
  graph: RepositoryGraph,
  meant: ReadonlySet<string>,
  { takeChildren, takeReferrers }: Chosen,
) {
  const bySubject = takeReferrers ? referrersBySubject(graph) : new Map<string, readonly string[]>()
  const referrers = new Set<string>()
  const candidates = new Set<string>()
  const open = [...meant]
  for (let digest = open.pop(); digest !== undefined; digest = open.pop()) {
    const manifest = graph.manifests.get(digest)
    if (!manifest || candidates.has(digest)) continue
    candidates.add(digest)
    if (takeChildren) open.push(...manifest.children)
    for (const referrer of bySubject.get(digest) ?? []) {
      referrers.add(referrer)
      open.push(referrer)
    }
  }
  if (takeReferrers) {
    // What stands behind a `sha256-…` tag need not say itself whom it is about.
    for (const { about, digest } of graph.tags)
      if (
        about !== null &&
        candidates.has(about) &&
        digest !== null &&
        !candidates.has(digest) &&
        graph.manifests.has(digest)
      ) {
        referrers.add(digest)
        candidates.add(digest)
      }
  }
  return { referrers, candidates }
}
