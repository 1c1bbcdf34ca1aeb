import { type RepositoryGraph, withDescendants } from '#lib/engines/deletion/graph.ts'
import { type PlannedItem, planDeletion, type RequestedItem } from '#lib/engines/deletion/plan.ts'
import type { DigestGroup } from './digest-items.ts'
import { isTagRow, type TagRow } from './pass.ts'
import type { ItemRow } from './run-store.ts'

export interface Verdicts {
  /** What stays after all, and why. */
  readonly kept: readonly { readonly row: ItemRow; readonly code: string; readonly detail: string | null }[]
  /** Tags that go by a way that touches nothing else. */
  readonly tags: readonly TagRow[]
  /** In the order in which they are deleted. */
  readonly groups: readonly DigestGroup[]
}

/**
 * What is to be done with the items of a run, decided anew over the repository as it is now, by the planner. It can come to
 * less than was planned and never to more: a digest that the plan did not name is not deleted.
 */
export function decide(
  graph: RepositoryGraph,
  rows: readonly ItemRow[],
  tagDelete: boolean | null,
): Verdicts {
  const kept: { row: ItemRow; code: string; detail: string | null }[] = []
  let open = rows
  for (;;) {
    const requested = new Map(open.map((row) => [row, requestOf(row)]))
    const items = [...requested.values()]
    const plan = planDeletion(graph, { items, takeChildren: false, takeReferrers: false, tagDelete })
    const verdicts = new Map(items.map((item, at) => [item, plan.items[at] as PlannedItem]))
    const removed = new Set(plan.manifestsRemoved)
    // What goes along goes with what it is about, or not at all.
    const abandoned = open.filter((row) => !row.isChosen && isSubjectStaying(row, graph, removed))
    if (abandoned.length > 0) {
      kept.push(...abandoned.map((row) => ({ row, code: 'subject_stays', detail: null })))
      open = open.filter((row) => !abandoned.includes(row))
      continue
    }
    // No method: it could not be planned, because its registry would not delete then, or did not answer.
    const isAllowed = ({ method }: ItemRow) => method === 'digest' || method === null
    const allowed = new Set(open.flatMap((row) => (isAllowed(row) ? (row.digest ?? []) : [])))
    // What stays against the verdict keeps what is below it.
    const held = withDescendants(
      graph,
      [...removed].filter((digest) => !allowed.has(digest)),
    )
    const going = plan.manifestsRemoved.filter((digest) => !held.has(digest))
    const tags: TagRow[] = []
    const groups = new Map<string, ItemRow[]>(going.map((digest) => [digest, []]))
    for (const row of open) {
      const verdict = verdicts.get(requested.get(row) as RequestedItem)
      if (verdict === undefined || verdict.action === 'keep') {
        kept.push({
          row,
          code: verdict?.reason ?? 'gone',
          detail: verdict?.heldBy.slice(0, 5).join(', ') || null,
        })
      } else if (verdict.digest !== null && groups.has(verdict.digest)) groups.get(verdict.digest)?.push(row)
      else if (isTagRow(row)) tags.push(row)
      else kept.push({ row, code: 'held_by_index', detail: null })
    }
    return {
      kept,
      tags,
      groups: [...groups].flatMap(([digest, of]) => (of.length === 0 ? [] : [{ digest, rows: of }])),
    }
  }
}

const requestOf = ({ tag, digest }: ItemRow): RequestedItem =>
  tag === null ? { tag, digest: digest ?? '' } : { tag, digest }

function isSubjectStaying(row: ItemRow, graph: RepositoryGraph, removed: ReadonlySet<string>): boolean {
  const subject =
    row.tag === null
      ? (graph.manifests.get(row.digest ?? '')?.subject ?? null)
      : (graph.tags.find(({ name }) => name === row.tag)?.about ?? null)
  return subject !== null && graph.manifests.has(subject) && !removed.has(subject)
}
