import type { Repository } from '#lib/api/repositories.ts'

export interface NamespaceNode {
  readonly kind: 'namespace'
  /** The whole path, without a slash at its end. */
  readonly path: string
  readonly name: string
  readonly level: number
  readonly repositoryCount: number
  /** Over everything below; null while one of them is unknown. */
  readonly tagCount: number | null
  /** The newest below, of those that are known. */
  readonly lastPushedAt: string | null
  readonly lastPulledAt: string | null
  readonly isOpen: boolean
}

export interface RepositoryNode {
  readonly kind: 'repository'
  readonly repository: Repository
  /** What the tree has not said already. */
  readonly name: string
  readonly level: number
}

export type TreeNode = NamespaceNode | RepositoryNode

interface Branch {
  readonly path: string
  readonly name: string
  readonly entries: (Branch | Repository)[]
  readonly branches: Map<string, Branch>
  readonly repositories: Repository[]
}

const branchOf = (path: string, name: string): Branch => ({
  path,
  name,
  entries: [],
  branches: new Map(),
  repositories: [],
})

const isBranch = (entry: Branch | Repository): entry is Branch => 'entries' in entry

/**
 * Repositories as a tree by namespace, in lines from top to bottom. The order is that of `repositories`: a namespace
 * stands where the first of its repositories does, so that every sort means something in the tree as well. What lies in
 * a closed namespace is left out.
 */
export function repositoryTree(repositories: readonly Repository[], closed: ReadonlySet<string>): TreeNode[] {
  const root = branchOf('', '')
  for (const repository of repositories) {
    let branch = root
    for (const part of repository.name.split('/').slice(0, -1)) {
      let next = branch.branches.get(part)
      if (!next) {
        next = branchOf(branch.path ? `${branch.path}/${part}` : part, part)
        branch.branches.set(part, next)
        branch.entries.push(next)
      }
      next.repositories.push(repository)
      branch = next
    }
    branch.entries.push(repository)
  }
  return linesOf(root, 1, closed)
}

function linesOf(branch: Branch, level: number, closed: ReadonlySet<string>): TreeNode[] {
  return branch.entries.flatMap((entry): TreeNode[] => {
    if (!isBranch(entry)) {
      return [
        {
          kind: 'repository',
          repository: entry,
          name: entry.name.slice(entry.name.lastIndexOf('/') + 1),
          level,
        },
      ]
    }
    const isOpen = !closed.has(entry.path)
    const node: NamespaceNode = {
      kind: 'namespace',
      path: entry.path,
      name: entry.name,
      level,
      repositoryCount: entry.repositories.length,
      tagCount: sumOf(entry.repositories.map((r) => r.tagCount)),
      lastPushedAt: newestOf(entry.repositories.map((r) => r.lastPushedAt)),
      lastPulledAt: newestOf(entry.repositories.map((r) => r.lastPulledAt)),
      isOpen,
    }
    return isOpen ? [node, ...linesOf(entry, level + 1, closed)] : [node]
  })
}

const sumOf = (counts: readonly (number | null)[]) =>
  counts.reduce((sum, count) => (sum === null || count === null ? null : sum + count), 0)

const newestOf = (times: readonly (string | null)[]) =>
  times.reduce((newest, time) => (time !== null && (newest === null || time > newest) ? time : newest), null)
