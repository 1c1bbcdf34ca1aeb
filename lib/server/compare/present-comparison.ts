import type { Freshness } from '#lib/api/common.ts'
import type { ComparedRow } from '#lib/api/compare.ts'
import type { ComparedSideTag } from '../index/compared-tags.ts'
import type { Row } from './judge-rows.ts'

export const presentRow = ({
  path,
  name,
  state,
  targets,
  platforms,
  sameImages,
  newest,
}: Row): ComparedRow => ({
  path,
  name,
  state,
  targets: targets.map(presentTag),
  platforms: platforms.map(({ key, state, digests }) => ({ platform: key, state, digests: [...digests] })),
  sameImages,
  newest,
})

const presentTag = (tag: ComparedSideTag | null): ComparedRow['targets'][number] =>
  tag?.digest
    ? {
        digest: tag.digest,
        size: tag.size,
        createdAt: tag.createdAt?.toISOString() ?? null,
        platforms: tag.platforms && [...tag.platforms],
        kind: tag.kind,
      }
    : null

const badness = ['fresh', 'stale', 'refreshing', 'unreachable'] as const

/** A comparison is as fresh as its worst side. */
export function worstFreshness(all: readonly Freshness[]): Freshness {
  const [worst] = all.toSorted((a, b) => badness.indexOf(b.state) - badness.indexOf(a.state))
  const times = all.flatMap(({ asOf }) => asOf ?? [])
  return {
    state: worst?.state ?? 'stale',
    problem: worst?.problem ?? null,
    asOf: times.length === all.length ? (times.toSorted()[0] ?? null) : null,
  }
}
