import type { DeletionEffects } from '#lib/api/deletion.ts'
import type { ProtectedBy } from '#lib/engines/retention/protection.ts'
import type { PlannedRow, RepositoryPlan } from './plan-repository.ts'

/** The sums of what is planned in several repositories. */
export function sumEffects(
  plans: readonly RepositoryPlan[],
  bytesFreed: number | null,
  /** By rule, whoever asks: what nobody below administrator could have planned. */
  protectedBy: ProtectedBy,
): DeletionEffects {
  const sum = (of: (plan: RepositoryPlan) => number) => plans.reduce((total, plan) => total + of(plan), 0)
  const rows = (plan: RepositoryPlan) => [...plan.chosen, ...plan.along]
  const isProtected = ({ registry, repository, tag }: PlannedRow) =>
    tag !== null && protectedBy(registry, repository, tag) !== null
  return {
    tagsRemoved: sum((p) => rows(p).filter((row) => row.action === 'remove' && row.tag !== null).length),
    manifestsRemoved: sum(({ plan }) => plan?.manifestsRemoved.length ?? 0),
    tagsKept: sum(({ plan }) => plan?.tagsKept.length ?? 0),
    itemsKept: sum(({ chosen }) => chosen.filter((row) => row.action === 'keep').length),
    tagsAlong: sum(({ plan }) => plan?.tagsAlong.length ?? 0),
    protectedRemoved: sum((p) => rows(p).filter((row) => row.action === 'remove' && isProtected(row)).length),
    childrenAlong: sum(({ plan }) => plan?.childrenAlong.length ?? 0),
    referrersAlong: sum(({ plan }) => plan?.referrersAlong.length ?? 0),
    manifestsUntagged: sum(({ plan }) => plan?.manifestsUntagged.length ?? 0),
    referrersLeft: sum(referrersLeft),
    placeholders: sum((p) => rows(p).filter((row) => row.method === 'placeholder').length),
    repositoriesUnread: plans.filter(({ graph }) => graph === null).length,
    bytesFreed,
  }
}

/** What is about a manifest that goes, and stays itself: by its own word, or by the name of its tag. */
function referrersLeft({ plan, graph }: RepositoryPlan): number {
  if (!plan || !graph) return 0
  const removed = new Set(plan.manifestsRemoved)
  const left = new Set<string>()
  for (const { digest, subject } of graph.manifests.values())
    if (subject !== null && removed.has(subject) && !removed.has(digest)) left.add(digest)
  const going = new Set([
    ...plan.items.flatMap((i) => (i.action === 'remove' ? (i.tag ?? []) : [])),
    ...plan.tagsAlong,
  ])
  for (const { name, digest, about } of graph.tags)
    if (about !== null && removed.has(about) && !going.has(name)) left.add(digest ?? name)
  return left.size
}
