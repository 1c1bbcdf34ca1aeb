/** How one tag can be removed without touching another. */
export type DeletionMethod =
  /** `DELETE …/manifests/<tag>`: the registry untags (OCI distribution 1.1, end-9). */
  | 'tag'
  /** The digest has no other tag, so deleting it removes this tag alone. */
  | 'digest'
  /** A small unique manifest is pushed to the tag, and that digest deleted. */
  | 'placeholder'

export interface SingleTagFacts {
  /** Whether the registry untags: null while nobody has tried. */
  readonly tagDelete: boolean | null
  /** Every other tag of the repository on the same digest, read just now. */
  readonly siblings: readonly string[]
  /** Indexes of the repository known to hold the digest as a child. */
  readonly heldByIndexes: readonly string[]
  /** Whether every index of the repository was looked into; otherwise one of them may hold it, too. */
  readonly isEveryIndexKnown: boolean
}

export interface SingleTagPlan {
  readonly method: DeletionMethod
  /** What is done when the registry turns out not to untag. */
  readonly fallback: DeletionMethod | null
}

/**
 * The way to remove one tag and only that. Untagging comes first; where the registry does not know it, the digest may
 * go only if nothing else holds it, and otherwise a placeholder takes the tag along.
 */
export function planSingleTag({
  tagDelete,
  siblings,
  heldByIndexes,
  isEveryIndexKnown,
}: SingleTagFacts): SingleTagPlan {
  const isAlone = siblings.length === 0 && heldByIndexes.length === 0 && isEveryIndexKnown
  const otherwise = isAlone ? 'digest' : 'placeholder'
  if (tagDelete === false) return { method: otherwise, fallback: null }
  return { method: 'tag', fallback: tagDelete === null ? otherwise : null }
}
