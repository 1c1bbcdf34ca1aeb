'use client'
import { X } from 'lucide-react'
import { lazy } from 'react'
import { useTranslations } from 'use-intl'
import { ColumnsMenu } from '#components/shared/columns-menu.tsx'
import { FiltersButton } from '#components/shared/filters-button.tsx'
import { MatchMenu } from '#components/shared/match-menu.tsx'
import { PatternProblem } from '#components/shared/pattern-problem.tsx'
import { Button } from '#components/ui/button.tsx'
import { FilterInput } from '#components/ui/filter-input.tsx'
import { Toolbar } from '#components/ui/page-header.tsx'
import { Segmented } from '#components/ui/segmented.tsx'
import { Tooltip } from '#components/ui/tooltip.tsx'
import type { ResponseOf } from '#lib/api/endpoint.ts'
import { type listRepositories, repositoryMatchModes } from '#lib/api/repositories.ts'
import type { ColumnChoice } from '#lib/client/column-choice.ts'
import { RepositoryChips } from './repository-chips.tsx'
import { type RepositoryColumn, repositoryColumnIds } from './repository-columns.tsx'
import type { RepositoriesState } from './use-repositories-view.ts'

// Most readers of a list never open it.
const RepositoryFiltersForm = lazy(() => import('./repository-filters-form.tsx'))

interface ToolbarProps {
  readonly state: RepositoriesState
  readonly choice: ColumnChoice<RepositoryColumn>
  readonly list: ResponseOf<typeof listRepositories> | undefined
  /** Why the pattern in the filter can't be used; null where it can. */
  readonly patternProblem: string | null
}

export function RepositoriesToolbar({ state, choice, list, patternProblem }: ToolbarProps) {
  const t = useTranslations('repositories')
  const { view, setView } = state
  const emptyCount = list?.emptyCount ?? 0
  const left = state.isFiltered ? (list?.unknownCount ?? 0) : 0
  return (
    <>
      <Toolbar>
        <MatchMenu
          value={view.match}
          options={repositoryMatchModes.map((mode) => ({ value: mode, label: t(`match.choice.${mode}`) }))}
          onChange={(match) => setView({ match: match === 'text' ? null : match })}
        />
        <FilterInput
          label={view.match === 'text' ? t('filter') : t(`match.placeholder.${view.match}`)}
          value={view.q}
          onChange={(q) => setView({ q })}
          problemId={patternProblem === null ? undefined : 'repository-filter-problem'}
        />
        <FiltersButton count={state.filterCount}>
          <RepositoryFiltersForm state={state} tellsPulls={list?.tellsPulls ?? true} />
        </FiltersButton>
        {view.namespace && (
          <Tooltip content={t('leaveNamespace')}>
            <Button onClick={() => setView({ namespace: '' })}>
              {t('namespace', { namespace: view.namespace })}
              <X aria-hidden className="size-4" />
            </Button>
          </Tooltip>
        )}
        <Segmented
          label={t('view')}
          value={view.view}
          onChange={(next) => setView({ view: next })}
          options={(['tree', 'flat'] as const).map((value) => ({ value, label: t(`views.${value}`) }))}
        />
        {view.empty !== 'only' && (emptyCount > 0 || view.empty === 'true') && (
          <Button variant="ghost" onClick={() => setView({ empty: view.empty === 'true' ? null : 'true' })}>
            {view.empty === 'true' ? t('hideEmpty') : t('showEmpty', { count: emptyCount })}
          </Button>
        )}
        <RepositoryChips state={state} />
        <ColumnsMenu
          choice={choice}
          columns={repositoryColumnIds.map((id) => ({ id, name: t(`columns.${id}`) }))}
          sort={view.sort}
          onSortHidden={() => setView({ sort: 'name', order: 'asc' })}
        />
        <span role="status" className="sr-only">
          {state.isFiltered && list?.total != null ? t('count', { count: list.total }) : ''}
        </span>
      </Toolbar>
      <PatternProblem id="repository-filter-problem" reason={patternProblem} />
      {left > 0 && (
        <p className="px-4 pb-3 text-muted text-xs md:px-6">
          {view.neverPulled !== null && list?.tellsPulls === false
            ? t('filters.tellsNoPulls')
            : t('filters.leftOut', { count: left })}
        </p>
      )}
    </>
  )
}
