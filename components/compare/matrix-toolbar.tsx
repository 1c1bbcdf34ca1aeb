'use client'
import { useTranslations } from 'use-intl'
import { MatchMenu } from '#components/shared/match-menu.tsx'
import { PatternProblem } from '#components/shared/pattern-problem.tsx'
import { ToggleChip } from '#components/ui/chip.tsx'
import { FilterInput } from '#components/ui/filter-input.tsx'
import { Toolbar } from '#components/ui/page-header.tsx'
import { compareStates } from '#lib/api/compare.ts'
import { matchModes } from '#lib/api/filters.ts'
import { ExportMenu } from './export-menu.tsx'
import type { CompareView, useCompareView } from './use-compare-view.ts'

interface MatrixToolbarProps {
  readonly view: CompareView
  readonly onChange: ReturnType<typeof useCompareView>['setView']
  readonly counts: Readonly<Record<'same' | 'differs' | 'missing' | 'sameImages', number>> | undefined
  /** Why the pattern in the filter can't be used; null where it can. */
  readonly patternProblem: string | null
}

/** Narrows the matrix: by name, and by what became of each tag. */
export function MatrixToolbar({ view, onChange, counts, patternProblem }: MatrixToolbarProps) {
  const t = useTranslations('compare')
  const tags = useTranslations('tags')
  return (
    <>
      <Toolbar>
        <MatchMenu
          value={view.match}
          options={matchModes.map((mode) => ({ value: mode, label: tags(`match.choice.${mode}`) }))}
          onChange={(match) => onChange({ match })}
        />
        <FilterInput
          label={view.match === 'text' ? t('filter') : tags(`match.placeholder.${view.match}`)}
          value={view.q}
          onChange={(q) => onChange({ q })}
          problemId={patternProblem === null ? undefined : 'matrix-filter-problem'}
        />
        <fieldset className="flex flex-wrap gap-2">
          <legend className="sr-only">{t('states')}</legend>
          {compareStates.map((state) => (
            <ToggleChip
              key={state}
              isOn={view.state.includes(state)}
              onChange={(isOn) =>
                onChange({
                  state: compareStates.filter((s) => (s === state ? isOn : view.state.includes(s))),
                })
              }
            >
              {counts ? t('facet', { name: t(`state.${state}`), count: counts[state] }) : t(`state.${state}`)}
            </ToggleChip>
          ))}
        </fieldset>
        {((counts?.sameImages ?? 0) > 0 || view.ignoreIndexes) && (
          <ToggleChip isOn={view.ignoreIndexes} onChange={(ignoreIndexes) => onChange({ ignoreIndexes })}>
            {t('facet', { name: t('ignoreIndexes'), count: counts?.sameImages ?? 0 })}
          </ToggleChip>
        )}
        <span className="md:ml-auto">
          <ExportMenu view={view} />
        </span>
      </Toolbar>
      <PatternProblem id="matrix-filter-problem" reason={patternProblem} />
    </>
  )
}
