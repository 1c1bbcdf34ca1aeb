import { digestOf } from '#lib/registry/digest.ts'
import { copyOrder } from './copy-order.ts'
import type { CopyChild, CopyGraph, CopyManifest } from './graph.ts'
import { isPlatform } from './platforms.ts'
import { subsetIndex } from './subset-index.ts'

export interface CopyChoice {
  /** What the target's tag will be on. */
  readonly digest: string
  /** All that is written: children before indexes, subjects before what refers to them. */
  readonly manifests: readonly CopyManifest[]
  /** How many of these only refer to others. */
  readonly referrers: number
  /** Of the chosen platforms, those that there are not. */
  readonly missingPlatforms: readonly string[]
}

/**
 * What comes along. With `platforms` an index becomes a new one that lists the chosen children alone, and their attestations;
 * where that is a single image, it is that image itself. What refers to an index that is not copied as it is stays behind.
 * null: the index has none of the platforms. Everything that is chosen by its platform must stand in the graph.
 */
export function chooseCopy(
  graph: CopyGraph,
  { platforms, referrers }: { readonly platforms: readonly string[] | null; readonly referrers: boolean },
): CopyChoice | null {
  const found = new Set<string>()
  const made = new Map<string, CopyManifest>()
  const rootManifest = needed(graph, graph.root)
  const narrowed =
    platforms === null || rootManifest.children.length === 0
      ? { digest: graph.root }
      : narrow(graph, rootManifest, { platforms, found, made })
  if (narrowed === null) return null
  const digest = narrowed.digest
  const manifests = made.size === 0 ? graph.manifests : new Map([...graph.manifests, ...made])
  const ordered = copyOrder({ root: digest, manifests }, referrers)
  return {
    digest,
    manifests: ordered.below.concat(ordered.referring),
    referrers: ordered.referring.length,
    missingPlatforms:
      rootManifest.children.length === 0 ? [] : (platforms ?? []).filter((p) => !found.has(p)),
  }
}

interface Narrowing {
  readonly platforms: readonly string[]
  readonly found: Set<string>
  readonly made: Map<string, CopyManifest>
}

/** The digest of an index with the chosen children alone (the root may turn out to be one child itself); null: there are none. */
function narrow(graph: CopyGraph, index: CopyManifest, narrowing: Narrowing): { digest: string } | null {
  const kept = new Map<string, CopyManifest>()
  for (const child of index.children) {
    const manifest = keptChild(graph, child, narrowing)
    if (manifest) kept.set(child.digest, manifest)
  }
  for (const { digest, attests } of index.children) {
    const attestation = graph.manifests.get(digest)
    if (attests !== null && attestation && kept.get(attests)?.digest === attests)
      kept.set(digest, attestation)
  }
  if (kept.size === 0) return null
  const isWhole = index.children.every(({ digest }) => kept.get(digest)?.digest === digest)
  if (isWhole) return { digest: index.digest }
  const [only] = kept.values()
  if (index.digest === graph.root && kept.size === 1 && only) return { digest: only.digest }
  const bytes = subsetIndex(index.bytes, (digest) => kept.get(digest) ?? null)
  const digest = digestOf(bytes)
  const children = index.children.flatMap((child) => {
    const manifest = kept.get(child.digest)
    return manifest ? [{ ...child, digest: manifest.digest }] : []
  })
  narrowing.made.set(digest, { ...index, digest, bytes, children, tag: null })
  return { digest }
}

function keptChild(graph: CopyGraph, child: CopyChild, narrowing: Narrowing): CopyManifest | null {
  const { platform } = child
  if (platform !== null) {
    const chosen = narrowing.platforms.filter((name) => isPlatform(platform, name))
    for (const name of chosen) narrowing.found.add(name)
    return chosen.length > 0 ? needed(graph, child.digest) : null
  }
  const manifest = graph.manifests.get(child.digest)
  if (child.attests !== null || !manifest || manifest.children.length === 0) return null
  const inner = narrow(graph, manifest, narrowing)
  return inner && (narrowing.made.get(inner.digest) ?? needed(graph, inner.digest))
}

function needed(graph: CopyGraph, digest: string): CopyManifest {
  const manifest = graph.manifests.get(digest)
  if (!manifest) throw new Error(`${digest} was not read`)
  return manifest
}
