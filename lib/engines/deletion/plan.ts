import { distinctSize } from '../layers/size.ts'
import { deletionOrder } from './deletion-order.ts'
import type { GraphTag, RepositoryGraph } from './graph.ts'
import { choosePassing } from './passing.ts'
import type { DeletionMethod } from './single-tag.ts'

export type RequestedItem =
  /** `digest`: what whoever chose the tag saw it on; null where they did not see it. */
  { readonly tag: string; readonly digest: string | null } | { readonly tag: null; readonly digest: string }

export interface DeletionRequest {
  readonly items: readonly RequestedItem[]
  /** Children of an index that goes go along, as far as nothing that stays holds them. */
  readonly takeChildren: boolean
  /** Signatures, attestations and SBOMs of what goes go along. */
  readonly takeReferrers: boolean
  /** Whether the registry untags: null while nobody has tried. */
  readonly tagDelete: boolean | null
}

export type KeepReason =
  /** It is not there any more. */
  | 'gone'
  /** The tag is on another digest than the one that was seen. */
  | 'moved'
  | 'protected'
  /** A tag that stays is on the digest. */
  | 'held_by_tag'
  /** An index that stays lists the digest. */
  | 'held_by_index'
  /** Not all of the repository could be read: something may hold it. */
  | 'holders_unknown'

export interface PlannedItem {
  readonly tag: string | null
  readonly digest: string | null
  readonly action: 'remove' | 'keep'
  readonly method: DeletionMethod | null
  /** What is done when the registry turns out not to untag. */
  readonly fallback: DeletionMethod | null
  readonly reason: KeepReason | null
  /** Names of tags, or digests of indexes, that hold it; the rule that protects it. */
  readonly heldBy: readonly string[]
}

export interface DeletionPlan {
  readonly items: readonly PlannedItem[]
  /** Tags that go along with what they are about, though nobody chose them. */
  readonly tagsAlong: readonly string[]
  /** Tags that stay although a tag on the same digest goes. */
  readonly tagsKept: readonly string[]
  /** Digests that are deleted, in the order in which that breaks nothing: an index before its children. */
  readonly manifestsRemoved: readonly string[]
  /** Of these, those that nobody chose. */
  readonly childrenAlong: readonly string[]
  readonly referrersAlong: readonly string[]
  /** Digests that lose their last tag and stay, because an index holds them or may hold them. */
  readonly manifestsUntagged: readonly string[]
}

/**
 * What deleting would do to one repository, decided over all of it. Nothing that stays loses anything that it needs: a tag
 * its digest, an index its children, a manifest what refers to it (unless that was chosen itself).
 */
export function planDeletion(graph: RepositoryGraph, request: DeletionRequest): DeletionPlan {
  const tags = new Map(graph.tags.map((tag) => [tag.name, tag]))
  const refusals = new Map(request.items.map((item) => [item, refusalOf(item, tags, graph)]))
  const chosenTags = new Set<GraphTag>()
  const chosenDigests = new Set<string>()
  for (const [item, refusal] of refusals) {
    if (refusal) continue
    const tag = item.tag === null ? null : tags.get(item.tag)
    if (tag) chosenTags.add(tag)
    if (item.tag === null) chosenDigests.add(item.digest)
  }
  const passing = choosePassing(graph, { ...request, chosenTags, chosenDigests })
  const going = new Set([...chosenTags, ...passing.tagsAlong])
  const staying = graph.tags.filter((tag) => !going.has(tag))
  const touched = new Set([...[...going].map((tag) => tag.digest), ...chosenDigests])
  return {
    items: request.items.map((item) => {
      const kept = refusals.get(item) ?? holdersOf(item, graph, staying, passing.manifests)
      return kept ?? removal(item, tags, passing.manifests, request.tagDelete)
    }),
    tagsAlong: passing.tagsAlong.map(({ name }) => name),
    tagsKept: staying.filter(({ digest }) => digest !== null && touched.has(digest)).map(({ name }) => name),
    manifestsRemoved: deletionOrder(graph, passing.manifests),
    childrenAlong: passing.childrenAlong,
    referrersAlong: passing.referrersAlong,
    manifestsUntagged: [...new Set([...going].flatMap(({ digest }) => digest ?? []))].filter(
      (digest) => !passing.manifests.has(digest) && !staying.some((tag) => tag.digest === digest),
    ),
  }
}

const keep = (item: RequestedItem, reason: KeepReason, heldBy: readonly string[] = []): PlannedItem => ({
  ...item,
  action: 'keep',
  method: null,
  fallback: null,
  reason,
  heldBy,
})

/** Why an item can't go whatever else goes, or null. */
function refusalOf(
  item: RequestedItem,
  tags: ReadonlyMap<string, GraphTag>,
  graph: RepositoryGraph,
): PlannedItem | null {
  if (item.tag === null) return graph.manifests.has(item.digest) ? null : keep(item, 'gone')
  const tag = tags.get(item.tag)
  if (!tag) return keep(item, 'gone')
  if (item.digest !== null && tag.digest !== item.digest) return keep(item, 'moved')
  return tag.protectedBy === null ? null : keep(item, 'protected', [tag.protectedBy])
}

/** A digest that was chosen goes only when nothing that stays is in the way; a tag always has a way to go alone. */
function holdersOf(
  item: RequestedItem,
  graph: RepositoryGraph,
  staying: readonly GraphTag[],
  passing: ReadonlySet<string>,
): PlannedItem | null {
  if (item.tag !== null || passing.has(item.digest)) return null
  const onIt = staying.filter(({ digest }) => digest === item.digest).map(({ name }) => name)
  if (onIt.length > 0) return keep(item, 'held_by_tag', onIt)
  const indexes = [...graph.manifests.values()].filter(
    ({ digest, children }) => !passing.has(digest) && children.includes(item.digest),
  )
  if (indexes.length > 0)
    return keep(
      item,
      'held_by_index',
      indexes.map(({ digest }) => digest),
    )
  return keep(item, 'holders_unknown')
}

function removal(
  item: RequestedItem,
  tags: ReadonlyMap<string, GraphTag>,
  passing: ReadonlySet<string>,
  tagDelete: boolean | null,
): PlannedItem {
  const digest = item.tag === null ? item.digest : (tags.get(item.tag)?.digest ?? null)
  const goesByDigest = digest !== null && passing.has(digest)
  const method = goesByDigest ? 'digest' : tagDelete === false ? 'placeholder' : 'tag'
  return {
    tag: item.tag,
    digest,
    action: 'remove',
    method,
    fallback: method === 'tag' && tagDelete === null ? 'placeholder' : null,
    reason: null,
    heldBy: [],
  }
}

/**
 * Bytes that come free once the registry has collected its garbage: distinct blobs and manifests that nothing holds which
 * stays, here or (`isHeldElsewhere`) in another repository.
 */
export function bytesFreed(
  graph: RepositoryGraph,
  removed: ReadonlySet<string>,
  isHeldElsewhere: (digest: string) => boolean,
): number {
  const held = new Set<string>()
  for (const { digest, blobs } of graph.manifests.values()) {
    if (!removed.has(digest)) for (const blob of blobs) held.add(blob.digest)
  }
  const freed = [...removed].flatMap((digest) => {
    const manifest = graph.manifests.get(digest)
    return manifest ? [{ digest, size: manifest.sizeBytes }, ...manifest.blobs] : []
  })
  return distinctSize(freed.filter(({ digest }) => !held.has(digest) && !isHeldElsewhere(digest)))
}
