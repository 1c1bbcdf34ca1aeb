import type { SizedBlob } from '../layers/size.ts'

/** A manifest as a repository has it, with everything that it stands on. */
export interface GraphManifest {
  readonly digest: string
  /** Bytes of the manifest itself. */
  readonly sizeBytes: number
  /** Digests that it lists, where it is an index. */
  readonly children: readonly string[]
  /** The digest that it says something about (OCI image spec, "subject"), or that its cosign tag names. */
  readonly subject: string | null
  /** Config and layers. */
  readonly blobs: readonly SizedBlob[]
}

export interface GraphTag {
  readonly name: string
  /** null: the registry lists the tag and has no manifest for it, or would not say. */
  readonly digest: string | null
  /** Why it must stay, in the words of a rule; null: it may go. */
  readonly protectedBy: string | null
  /** The digest that a `sha256-…` tag is about: it lists or is what refers to it. null for any other tag. */
  readonly about: string | null
}

/** One repository, read from the registry just now. */
export interface RepositoryGraph {
  readonly repository: string
  readonly tags: readonly GraphTag[]
  /** Every manifest that the repository is known to have, tagged or not. */
  readonly manifests: ReadonlyMap<string, GraphManifest>
  /**
   * Whether that is all of it. An index that nobody could read may hold any digest: then no digest is deleted here, and tags
   * go by the ways that touch nothing else.
   */
  readonly isComplete: boolean
}

/** Everything below these digests, themselves included: children of indexes, and children of theirs. */
export function withDescendants(graph: RepositoryGraph, digests: Iterable<string>): Set<string> {
  const reached = new Set<string>()
  const open = [...digests]
  for (let digest = open.pop(); digest !== undefined; digest = open.pop()) {
    if (reached.has(digest)) continue
    reached.add(digest)
    open.push(...(graph.manifests.get(digest)?.children ?? []))
  }
  return reached
}

/** Who says something about a digest: signatures, attestations, SBOMs. */
export function referrersBySubject(graph: RepositoryGraph): ReadonlyMap<string, readonly string[]> {
  const bySubject = new Map<string, string[]>()
  for (const { digest, subject } of graph.manifests.values()) {
    if (subject !== null) bySubject.set(subject, [...(bySubject.get(subject) ?? []), digest])
  }
  return bySubject
}
