'use client'
import { Download } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { MatchMenu } from '#components/shared/match-menu.tsx'
import { PatternProblem } from '#components/shared/pattern-problem.tsx'
import { Button } from '#components/ui/button.tsx'
import { ToggleChip } from '#components/ui/chip.tsx'
import { FilterInput } from '#components/ui/filter-input.tsx'
import { Toolbar } from '#components/ui/page-header.tsx'
import { compareStates, exportComparison } from '#lib/api/compare.ts'
import { matchModes } from '#lib/api/filters.ts'
import { urlOf } from '#lib/client/call.ts'
import { type CompareView, queryOfView, type useCompareView } from './use-compare-view.ts'

interface MatrixToolbarProps {
  readonly view: CompareView
  readonly onChange: ReturnType<typeof useCompareView>['setView']
  readonly counts: Readonly<Record<'same' | 'differs' | 'missing' | 'sameImages', number>> | undefined
  /** Why the pattern in the filter can't be used; null where it can. */
  readonly patternProblem: string | null
}

const formats = [
  { format: 'csv', name: 'CSV' },
  { format: 'json', name: 'JSON' },
  { format: 'markdown', name: 'Markdown' },
] as const

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
        <span className="flex gap-2 md:ml-auto">
          {formats.map(({ format, name }) => (
            <Button key={format} asChild>
              <a
                href={urlOf(exportComparison, { query: { ...queryOfView(view), format } })}
                download
                aria-label={t('export', { format: name })}
              >
                <Download aria-hidden className="size-4" />
                {name}
              </a>
            </Button>
          ))}
        </span>
      </Toolbar>
      <PatternProblem id="matrix-filter-problem" reason={patternProblem} />
    </>
  )
}
