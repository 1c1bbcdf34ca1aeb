import type { SizeNode } from './size-tree.ts'

/** Many small children as one. Their totals are not summed up, for they share bytes with each other. */
export interface Others {
  readonly kind: 'others'
  /** The path of its parent. */
  readonly path: string
  readonly count: number
  readonly unique: number
  readonly repositories: number
  readonly unknownTags: number
  readonly unlistedRepositories: number
}

export interface ShownNode {
  /** Position of its parent in the list; null for the first. */
  readonly parent: number | null
  readonly node: SizeNode | Others
}

export interface Cut {
  /** How many levels below the first node. */
  readonly depth: number
  /** How many children a node shows; the rest of them is one `others`. */
  readonly limit: number
  /** How many nodes are shown in all, `others` not counted. */
  readonly maxNodes: number
}

/** The upper part of a tree as a list, parents first and the largest before the smaller; nothing of it is left out of the sums. */
export function cutTree(root: SizeNode, { depth, limit, maxNodes }: Cut): ShownNode[] {
  const shown: ShownNode[] = [{ parent: null, node: root }]
  let left = maxNodes - 1
  let level: { at: number; node: SizeNode }[] = [{ at: 0, node: root }]
  for (let i = 0; i < depth; i++) {
    const next: typeof level = []
    for (const { at, node } of level) {
      const count = Math.min(limit, left, node.children.length)
      // What can't show a single child is a tile of its own, to be looked into by itself.
      if (count <= 0) continue
      for (const child of node.children.slice(0, count)) {
        next.push({ at: shown.length, node: child })
        shown.push({ parent: at, node: child })
      }
      left -= count
      const rest = node.children.slice(count)
      if (rest.length > 0) shown.push({ parent: at, node: mergeOthers(node.path, rest) })
    }
    level = next.sort((a, b) => b.node.unique - a.node.unique)
  }
  return shown
}

function mergeOthers(path: string, nodes: readonly SizeNode[]): Others {
  const sum = (of: (node: SizeNode) => number) => nodes.reduce((total, node) => total + of(node), 0)
  return {
    kind: 'others',
    path,
    count: nodes.length,
    unique: sum((node) => node.unique),
    repositories: sum((node) => node.repositories),
    unknownTags: sum((node) => node.unknownTags),
    unlistedRepositories: sum((node) => node.unlistedRepositories),
  }
}

/** The node of a namespace (with its slash), or null where the registry has none of that name. */
export function findNamespace(root: SizeNode, path: string): SizeNode | null {
  if (root.path === path) return root
  const below = root.children.find((child) => child.kind === 'namespace' && path.startsWith(child.path))
  return below ? findNamespace(below, path) : null
}
