'use client'
import { useTranslations } from 'use-intl'
import { RemovableChip, ToggleChip } from '#components/ui/chip.tsx'
import { FilterInput } from '#components/ui/filter-input.tsx'
import { Toolbar } from '#components/ui/page-header.tsx'
import { Segmented } from '#components/ui/segmented.tsx'
import { shortDigest } from '#lib/client/format.ts'
import type { TagPage } from '#lib/client/tag-pages.ts'
import { firstOrderOf } from './tag-order.ts'
import type { useTagListState } from './use-tag-list-state.ts'

interface TagsToolbarProps {
  readonly state: ReturnType<typeof useTagListState>
  readonly latest: TagPage | undefined
}

export function TagsToolbar({ state, latest }: TagsToolbarProps) {
  const t = useTranslations('tags')
  const { sort, q, digest, referrers } = state.query
  const folded = latest?.referrerTagCount ?? 0
  return (
    <Toolbar>
      <FilterInput label={t('filter')} value={q} onChange={state.setFilter} />
      <Segmented
        label={t('nameOrder')}
        value={sort === 'name' ? 'name' : 'version'}
        options={[
          { value: 'version', label: t('byVersion') },
          { value: 'name', label: t('byName') },
        ]}
        onChange={(next) => state.setSort(next, firstOrderOf(next))}
      />
      {(folded > 0 || referrers) && (
        <ToggleChip isOn={referrers} onChange={state.setReferrers}>
          {referrers ? t('referrerTagsShown') : t('referrerTags', { count: folded })}
        </ToggleChip>
      )}
      {digest && (
        <RemovableChip onRemove={() => state.setDigest(null)} removeLabel={t('allDigests')}>
          {t('onDigest')} <span className="font-mono text-xs">{shortDigest(digest)}</span>
        </RemovableChip>
      )}
      <span role="status" className="sr-only">
        {state.isFiltered && latest?.total != null ? t('count', { count: latest.total }) : ''}
      </span>
    </Toolbar>
  )
}
