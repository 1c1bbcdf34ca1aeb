import type { RepositoryGraph } from './graph.ts'

/**
 * The order in which these digests are deleted, so that a run that stops half-way leaves nothing broken: an index before
 * its children, always; and what refers to others after everything that can go before it, so that no image stays behind
 * without its signature.
 */
export function deletionOrder(graph: RepositoryGraph, digests: ReadonlySet<string>): string[] {
  const childrenOf = (digest: string) =>
    new Set(graph.manifests.get(digest)?.children.filter((child) => digests.has(child)))
  const parents = new Map<string, number>([...digests].map((digest) => [digest, 0]))
  for (const digest of digests)
    for (const child of childrenOf(digest)) parents.set(child, (parents.get(child) ?? 0) + 1)

  const ready = { others: [] as string[], referrers: [] as string[] }
  const enqueue = (digest: string) => {
    const subject = graph.manifests.get(digest)?.subject ?? null
    ready[subject !== null && digests.has(subject) ? 'referrers' : 'others'].push(digest)
  }
  for (const [digest, count] of parents) if (count === 0) enqueue(digest)
  const ordered: string[] = []
  for (;;) {
    const digest = ready.others.shift() ?? ready.referrers.shift()
    if (digest === undefined) return ordered
    ordered.push(digest)
    for (const child of childrenOf(digest)) {
      const left = (parents.get(child) ?? 0) - 1
      parents.set(child, left)
      if (left === 0) enqueue(child)
    }
  }
}
