'use client'
import { useTranslations } from 'use-intl'
import { FilterChip } from '#components/shared/filter-chip.tsx'
import { RemovableChip } from '#components/ui/chip.tsx'
import { shortDigest } from '#lib/client/format.ts'
import type { TagListState } from './use-tag-list-state.ts'

/** Each filter that is on, to be taken off. */
export function FilterChips({ state }: { state: TagListState }) {
  const t = useTranslations('tags')
  const { query, setFilters } = state
  const chip = (key: string, words: string, onRemove: () => void) => (
    <FilterChip key={key} words={words} onRemove={onRemove} />
  )
  const texts = (['olderThan', 'newerThan', 'minSize', 'maxSize'] as const).flatMap((key) => {
    const value = query[key]
    return value === null
      ? []
      : [chip(key, t(`filters.chip.${key}`, { value }), () => setFilters({ [key]: null }))]
  })
  const flags = (['broken', 'signed', 'neverPulled'] as const).flatMap((key) => {
    const value = query[key]
    return value === null
      ? []
      : [chip(key, t(`filters.${key}.${value ? 'true' : 'false'}`), () => setFilters({ [key]: null }))]
  })
  return (
    <>
      {query.digest && (
        <RemovableChip onRemove={() => state.setDigest(null)} removeLabel={t('allDigests')}>
          {t('onDigest')} <span className="font-mono text-xs">{shortDigest(query.digest)}</span>
        </RemovableChip>
      )}
      {query.kind.map((kind) =>
        chip(`kind ${kind}`, t(`kind.${kind}`), () =>
          setFilters({ kind: query.kind.filter((k) => k !== kind) }),
        ),
      )}
      {query.platform.map((platform) =>
        chip(`platform ${platform}`, platform, () =>
          setFilters({ platform: query.platform.filter((p) => p !== platform) }),
        ),
      )}
      {texts}
      {flags}
    </>
  )
}
