import type { CopyGraph, CopyManifest } from './graph.ts'

/**
 * The order in which a registry takes them all: what an index lists before the index, and the root last of what stands below it;
 * then what refers to any of these, each after its subject and what stands below itself.
 */
export function copyOrder(
  { root, manifests }: CopyGraph,
  withReferrers: boolean,
): { readonly below: CopyManifest[]; readonly referring: CopyManifest[] } {
  const seen = new Set<string>()
  const below = descend(root, manifests, seen)
  const referring: CopyManifest[] = []
  if (!withReferrers) return { below, referring }
  const bySubject = Map.groupBy(manifests.values(), ({ subject }) => subject)
  const open = below.map(({ digest }) => digest)
  for (let subject = open.shift(); subject !== undefined; subject = open.shift()) {
    for (const { digest } of bySubject.get(subject) ?? []) {
      const more = descend(digest, manifests, seen)
      referring.push(...more)
      open.push(...more.map((one) => one.digest))
    }
  }
  return { below, referring }
}

/** A manifest after everything that it lists, each once. No recursion: depth is up to whoever made the index. */
function descend(
  from: string,
  manifests: ReadonlyMap<string, CopyManifest>,
  seen: Set<string>,
): CopyManifest[] {
  const ordered: CopyManifest[] = []
  const stack = [{ digest: from, isReady: false }]
  for (let top = stack.pop(); top; top = stack.pop()) {
    const manifest = manifests.get(top.digest)
    if (!manifest) continue
    if (top.isReady) {
      ordered.push(manifest)
      continue
    }
    if (seen.has(top.digest)) continue
    seen.add(top.digest)
    stack.push({ digest: top.digest, isReady: true })
    for (const child of manifest.children.toReversed()) stack.push({ digest: child.digest, isReady: false })
  }
  return ordered
}
