import type { DeletionItem, DeletionOptions } from '#lib/api/deletion.ts'
import type { RepositoryGraph } from '#lib/engines/deletion/graph.ts'
import { type DeletionPlan, planDeletion, type RequestedItem } from '#lib/engines/deletion/plan.ts'
import type { ProtectedBy } from '#lib/engines/retention/protection.ts'
import { type Failure, failureOf, isCancelled } from '../../index/failure.ts'
import type { Place } from '../../index/place.ts'
import { checkStatus } from '../../index/registry-state.ts'
import { inBackground } from '../../index/single-flight.ts'
import { isApiError } from '../../problem.ts'
import { probeDeletion } from '../truth.ts'
import { type Patience, RegistryLost } from './patience.ts'
import { probeUntag } from './probe-untag.ts'
import { readGraph } from './read-graph.ts'

export type PlannedRow = Pick<
  DeletionItem,
  | 'registry'
  | 'repository'
  | 'tag'
  | 'digest'
  | 'isChosen'
  | 'action'
  | 'method'
  | 'fallback'
  | 'reason'
  | 'detail'
> & { readonly heldBy: readonly string[] }

export interface RepositoryPlan {
  /** The items that were asked for, in that order. */
  readonly chosen: readonly PlannedRow[]
  /** What goes along. */
  readonly along: readonly PlannedRow[]
  /** null where the repository could not be read, or nothing can be deleted there. */
  readonly plan: DeletionPlan | null
  readonly graph: RepositoryGraph | null
}

/** Past this many digests what would stay behind without its subject is not counted to the last. */
const mostReferrersCounted = 500
const mostHolders = 20

export interface Planning {
  readonly options: DeletionOptions
  readonly protectedBy: ProtectedBy
  readonly patience: Patience
}

/** What deleting these would do to one repository, read from the registry just now. Never throws for what the registry does. */
export async function planRepository(
  place: Place,
  items: readonly RequestedItem[],
  { options, protectedBy, patience }: Planning,
): Promise<RepositoryPlan> {
  if (place.registry.settings.readOnly) {
    return keepAll(place, items, 'read_only', 'The registry is configured as read-only in Portolan.')
  }
  try {
    await probeDeletion(place)
    const tagDelete = await probeUntag(place)
    const graph = await readGraph(place, {
      tags: new Set(items.flatMap(({ tag }) => tag ?? [])),
      digests: items.flatMap((item) => (item.tag === null ? [item.digest] : [])),
      protectedBy,
      patience,
      mostReferrers: options.referrers ? Number.POSITIVE_INFINITY : mostReferrersCounted,
    })
    const plan = planDeletion(graph, {
      items,
      takeChildren: options.children,
      takeReferrers: options.referrers,
      tagDelete,
    })
    return { plan, graph, chosen: chosenRows(place, plan), along: alongRows(place, plan, graph, tagDelete) }
  } catch (error) {
    if (isCancelled(error)) throw error
    const isLost = error instanceof RegistryLost
    if (isLost) inBackground(checkStatus(place.runtime, place.registry))
    const failure = isLost ? error.failure : failureOf(error)
    if (failure.code === 'internal' && !isApiError(error)) throw error
    return keepAll(place, items, reasonOf(failure), failure.detail)
  }
}

const refusals = ['read_only', 'deletion_disabled', 'deletion_refused'] as const
const reasonOf = ({ code }: Failure): NonNullable<DeletionItem['reason']> =>
  refusals.find((refusal) => refusal === code) ?? 'unreadable'

function keepAll(
  { registry, repository }: Place,
  items: readonly RequestedItem[],
  reason: NonNullable<DeletionItem['reason']>,
  detail: string,
): RepositoryPlan {
  const kept = { action: 'keep', method: null, fallback: null, reason, heldBy: [], detail } as const
  const place = { registry: registry.settings.id, repository, isChosen: true }
  const chosen = items.map(({ tag, digest }) => ({ ...place, tag, digest, ...kept }))
  return { chosen, along: [], plan: null, graph: null }
}

const chosenRows = ({ registry, repository }: Place, { items }: DeletionPlan): PlannedRow[] =>
  items.map((item) => ({
    registry: registry.settings.id,
    repository,
    ...item,
    isChosen: true,
    heldBy: item.heldBy.slice(0, mostHolders),
    detail: null,
  }))

/** Tags and manifests that nobody named; a manifest that goes with one of its tags is no item of its own. */
function alongRows(
  { registry, repository }: Place,
  plan: DeletionPlan,
  graph: RepositoryGraph,
  tagDelete: boolean | null,
): PlannedRow[] {
  const going = new Set(plan.manifestsRemoved)
  const digestOf = new Map(graph.tags.map(({ name, digest }) => [name, digest]))
  const common = {
    registry: registry.settings.id,
    repository,
    isChosen: false,
    action: 'remove',
    reason: null,
    heldBy: [],
    detail: null,
  } as const
  const tags = plan.tagsAlong.map((tag): PlannedRow => {
    const digest = digestOf.get(tag) ?? null
    const goes = digest !== null && going.has(digest)
    const method = goes ? 'digest' : tagDelete === false ? 'placeholder' : 'tag'
    const fallback = method === 'tag' && tagDelete === null ? 'placeholder' : null
    return { ...common, tag, digest, method, fallback }
  })
  const named = new Set(
    [...plan.items, ...tags].flatMap(({ method, digest }) =>
      method === 'digest' && digest !== null ? [digest] : [],
    ),
  )
  const manifests = plan.manifestsRemoved
    .filter((digest) => !named.has(digest))
    .map((digest): PlannedRow => ({ ...common, tag: null, digest, method: 'digest', fallback: null }))
  return [...tags, ...manifests]
}
