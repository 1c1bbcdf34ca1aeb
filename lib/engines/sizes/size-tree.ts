import { type Holding, namespacesOf, ownerOf } from './attribution.ts'

export interface SizedRepository {
  readonly name: string
  /** Distinct bytes behind its tags, as far as they are known. */
  readonly total: number
  readonly unknownTags: number
  /** false: nobody has listed its tags. */
  readonly isListed: boolean
}

/** Where a registry's bytes are, as far as its tags are known. */
export interface RegistryContent {
  readonly repositories: readonly SizedRepository[]
  readonly holdings: readonly Holding[]
  /** By namespace (with its slash): distinct bytes in it that something outside of it holds as well. */
  readonly sharedOutside: ReadonlyMap<string, number>
}

/** Sizes are bytes of distinct blobs. `total` = `unique` + `shared`; `unique` = those of all children + `sharedInside`. */
export interface SizeNode {
  readonly kind: 'registry' | 'namespace' | 'repository'
  /** A namespace ends with `/`, the registry is empty. */
  readonly path: string
  readonly total: number
  /** What nothing outside of it holds. */
  readonly unique: number
  readonly shared: number
  /** Of what is unique to it: what more than one of its children hold. */
  readonly sharedInside: number
  readonly repositories: number
  readonly unknownTags: number
  readonly unlistedRepositories: number
  readonly children: readonly SizeNode[]
}

type Growing = { -readonly [K in keyof SizeNode]: SizeNode[K] } & { children: Growing[] }

const grow = (kind: SizeNode['kind'], path: string): Growing => ({
  kind,
  path,
  total: 0,
  unique: 0,
  shared: 0,
  sharedInside: 0,
  repositories: 0,
  unknownTags: 0,
  unlistedRepositories: 0,
  children: [],
})

/** The whole tree of a registry: namespaces, and repositories as its leaves. */
export function buildSizeTree({ repositories, holdings, sharedOutside }: RegistryContent): SizeNode {
  const root = grow('registry', '')
  const namespaces = new Map([['', root]])
  const leaves = new Map<string, Growing>()
  const namespaceAt = (path: string, parent: Growing): Growing => {
    const known = namespaces.get(path)
    if (known) return known
    const node = grow('namespace', path)
    namespaces.set(path, node)
    parent.children.push(node)
    return node
  }
  for (const { name, total, unknownTags, isListed } of repositories) {
    const above = [root]
    for (const path of namespacesOf(name)) above.push(namespaceAt(path, above.at(-1) ?? root))
    const leaf = { ...grow('repository', name), total }
    above.at(-1)?.children.push(leaf)
    leaves.set(name, leaf)
    for (const node of [...above, leaf]) {
      node.repositories++
      node.unknownTags += unknownTags
      if (!isListed) node.unlistedRepositories++
    }
  }
  for (const holding of holdings) {
    const owner = ownerOf(holding)
    const node = leaves.get(owner) ?? namespaces.get(owner)
    if (node?.kind === 'repository') node.unique += holding.bytes
    else if (node) node.sharedInside += holding.bytes
  }
  sumUp(root, sharedOutside)
  return root
}

/** A namespace is a few segments deep (a name has 255 characters), so that recursion does no harm. */
function sumUp(node: Growing, sharedOutside: ReadonlyMap<string, number>): void {
  if (node.kind === 'repository') {
    node.shared = Math.max(0, node.total - node.unique)
    return
  }
  node.unique = node.sharedInside
  for (const child of node.children) {
    sumUp(child, sharedOutside)
    node.unique += child.unique
  }
  node.shared = sharedOutside.get(node.path) ?? 0
  node.total = node.unique + node.shared
  node.children.sort((a, b) => b.unique - a.unique || b.total - a.total || (a.path < b.path ? -1 : 1))
}
