'use client'
import { lazy } from 'react'
import { useTranslations } from 'use-intl'
import { ColumnsMenu } from '#components/shared/columns-menu.tsx'
import { FiltersButton } from '#components/shared/filters-button.tsx'
import { MatchMenu } from '#components/shared/match-menu.tsx'
import { PatternProblem } from '#components/shared/pattern-problem.tsx'
import { ToggleChip } from '#components/ui/chip.tsx'
import { FilterInput } from '#components/ui/filter-input.tsx'
import { Toolbar } from '#components/ui/page-header.tsx'
import { Segmented } from '#components/ui/segmented.tsx'
import { matchModes } from '#lib/api/filters.ts'
import type { ColumnChoice } from '#lib/client/column-choice.ts'
import { filterCount } from '#lib/client/tag-list-query.ts'
import type { TagPage } from '#lib/client/tag-pages.ts'
import type { TagsPlace } from '#lib/client/use-tags.ts'
import { FilterChips } from './filter-chips.tsx'
import { type TagColumn, tagColumnIds } from './tag-columns.tsx'
import { firstOrderOf, resolveProgress } from './tag-order.ts'
import type { TagListState } from './use-tag-list-state.ts'
import { ViewSwitch } from './view-switch.tsx'

// Most readers of a list never open it.
const FiltersForm = lazy(() => import('./filters-form.tsx'))

interface TagsToolbarProps {
  readonly place: TagsPlace
  readonly state: TagListState
  readonly choice: ColumnChoice<TagColumn>
  readonly latest: TagPage | undefined
  /** Why the pattern in the filter can't be used; null where it can. */
  readonly patternProblem: string | null
}

export function TagsToolbar({ place, state, choice, latest, patternProblem }: TagsToolbarProps) {
  const t = useTranslations('tags')
  const { sort, q, match, referrers, group } = state.query
  const folded = latest?.referrerTagCount ?? 0
  // While tags are being looked up, the notice of how far that is says it better.
  const left =
    state.isFiltered && resolveProgress(state.query, latest) === null ? (latest?.unknownCount ?? 0) : 0
  return (
    <>
      <Toolbar>
        {/* Beside the title there is no room for it on a phone. */}
        <span className="md:hidden">
          <ViewSwitch />
        </span>
        <MatchMenu
          value={match}
          options={matchModes.map((mode) => ({ value: mode, label: t(`match.choice.${mode}`) }))}
          onChange={state.setMatch}
        />
        <FilterInput
          label={match === 'text' ? t('filter') : t(`match.placeholder.${match}`)}
          value={q}
          onChange={state.setFilter}
          problemId={patternProblem === null ? undefined : 'tag-filter-problem'}
        />
        <FiltersButton count={filterCount(state.query)}>
          <FiltersForm place={place} state={state} resolved={latest?.resolved ?? 0} />
        </FiltersButton>
        <Segmented
          label={t('nameOrder')}
          value={sort === 'name' ? 'name' : 'version'}
          options={[
            { value: 'version', label: t('byVersion') },
            { value: 'name', label: t('byName') },
          ]}
          onChange={(next) => state.setSort(next, firstOrderOf(next))}
        />
        <ToggleChip isOn={group === 'digest'} onChange={state.setGroup}>
          {t('groupByDigest')}
        </ToggleChip>
        {(folded > 0 || referrers) && (
          <ToggleChip isOn={referrers} onChange={state.setReferrers}>
            {referrers ? t('referrerTagsShown') : t('referrerTags', { count: folded })}
          </ToggleChip>
        )}
        <FilterChips state={state} />
        <ColumnsMenu
          choice={choice}
          columns={tagColumnIds.map((id) => ({ id, name: t(`columns.${id}`) }))}
          sort={sort}
          onSortHidden={() => state.setSort('version', firstOrderOf('version'))}
        />
        <span role="status" className="sr-only">
          {state.isFiltered && latest?.total != null ? t('count', { count: latest.total }) : ''}
        </span>
      </Toolbar>
      <PatternProblem id="tag-filter-problem" reason={patternProblem} />
      {left > 0 && (
        <p className="px-4 pb-3 text-muted text-xs md:px-6">
          {state.query.neverPulled !== null && latest?.tellsPulls === false
            ? t('filters.tellsNoPulls')
            : t('filters.leftOut', { count: left })}
        </p>
      )}
    </>
  )
}
