import type { Referrer } from '#lib/api/manifests.ts'
import type { DiffState } from './state-mark.tsx'

export interface ReferrerRow {
  readonly kind: Referrer['kind']
  /** What an attestation is about, else the artifact's or the manifest's own type. */
  readonly type: string
  /** `differs`: both have such, and not the very same. null: one side could not be read, and so nobody can tell. */
  readonly state: DiffState | null
  /** Distinct, by digest. */
  readonly left: readonly Referrer[]
  readonly right: readonly Referrer[]
}

// What an in-toto attestation is about: SLSA provenance, SPDX.
const predicate = 'in-toto.io/predicate-type'
const typeOf = ({ annotations, artifactType, mediaType }: Referrer) =>
  annotations[predicate] ?? artifactType ?? mediaType

/**
 * What refers to either image, by what it is: a signature names its image by digest, so that of two images none is ever
 * the other's, and what counts is whether there is one. A side is null where it could not be read.
 */
export function groupReferrers(
  left: readonly Referrer[] | null,
  right: readonly Referrer[] | null,
): ReferrerRow[] {
  const groups = new Map<
    string,
    { first: Referrer; left: Map<string, Referrer>; right: Map<string, Referrer> }
  >()
  for (const [side, all] of [
    ['left', left],
    ['right', right],
  ] as const) {
    for (const referrer of all ?? []) {
      const key = JSON.stringify([referrer.kind, typeOf(referrer)])
      const group = groups.get(key) ?? { first: referrer, left: new Map(), right: new Map() }
      group[side].set(referrer.digest, referrer)
      groups.set(key, group)
    }
  }
  return Array.from(groups.values(), (group) => ({
    kind: group.first.kind,
    type: typeOf(group.first),
    state: left === null || right === null ? null : stateOf(group.left, group.right),
    left: [...group.left.values()],
    right: [...group.right.values()],
  }))
}

function stateOf(left: ReadonlyMap<string, Referrer>, right: ReadonlyMap<string, Referrer>): DiffState {
  if (left.size === 0) return 'added'
  if (right.size === 0) return 'removed'
  return left.size === right.size && [...left.keys()].every((digest) => right.has(digest))
    ? 'same'
    : 'differs'
}
