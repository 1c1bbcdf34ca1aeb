import { type Hit, type HitType, matchQualities } from '#lib/api/search.ts'
import { Kind } from '#lib/api/tags.ts'
import { matchRanges } from '#lib/engines/search/match-ranges.ts'
import type { SearchQuery } from '#lib/engines/search/query.ts'
import type { HitRow } from './session.ts'

const scores = [1, 0.8, 0.6, 0.4, 0.2]

/** All that a query asks for, as words to mark. */
export const wordsToMark = ({ words, reference, digest, label, base }: SearchQuery): string[] =>
  [
    ...words,
    reference?.path,
    reference?.tag?.toLowerCase(),
    reference?.digest,
    digest,
    label?.key,
    label?.value,
    base,
    // `sha256:` is not what anybody looks at.
    (digest ?? reference?.digest)?.slice('sha256:'.length),
  ].filter((word): word is string => Boolean(word))

export function presentHit(type: HitType, row: HitRow, marks: readonly string[]): Hit {
  const quality = Math.min(Math.max(row.quality, 0), matchQualities.length - 1)
  const kind = Kind.safeParse(row.kind)
  const shown = { repository: row.repository, tag: row.tag, key: row.key, value: row.value }
  return {
    type,
    registry: row.registry_id,
    ...shown,
    digest: row.digest,
    quality: matchQualities[quality] ?? 'fuzzy',
    score: scores[quality] ?? 0,
    matches: matchRanges({ ...shown, ...(type === 'digest' ? { digest: row.digest } : {}) }, marks),
    kind: kind.success ? kind.data : null,
    size: sizeOf(row.size),
    createdAt: row.created_at ? new Date(row.created_at).toISOString() : null,
    tagCount: row.tag_count,
  }
}

const sizeOf = (size: string | null) =>
  size !== null && Number.isSafeInteger(Number(size)) && Number(size) >= 0 ? Number(size) : null
