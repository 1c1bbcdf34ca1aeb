'use client'
import { useTranslations } from 'use-intl'
import { FilterSelect, YesNo } from '#components/shared/filter-select.tsx'
import { FilterText } from '#components/shared/filter-text.tsx'
import {
  type RepositoriesState,
  type TextFilter,
  textFilterNames,
  textFilters,
} from './use-repositories-view.ts'

const examples: Readonly<Record<TextFilter, string>> = {
  olderThan: '30d',
  newerThan: '30d',
  minSize: '10MB',
  maxSize: '1GB',
  minTags: '1',
  maxTags: '100',
}
const kindOf = (name: TextFilter) =>
  name.endsWith('Size')
    ? ('badSize' as const)
    : name.endsWith('Tags')
      ? ('badCount' as const)
      : ('badMoment' as const)

interface FormProps {
  readonly state: RepositoriesState
  readonly tellsPulls: boolean
}

/** What a list of repositories can be filtered by besides its text. What is chosen counts at once. */
export default function RepositoryFiltersForm({ state, tellsPulls }: FormProps) {
  const t = useTranslations('repositories.filters')
  const { view, setView } = state
  return (
    <div className="grid gap-4">
      <div className="grid grid-cols-2 gap-3">
        {textFilterNames.map((name) => (
          <FilterText
            key={name}
            label={t(name)}
            placeholder={examples[name]}
            value={view[name] ?? ''}
            isValid={isValid[name]}
            problem={t(kindOf(name))}
            onChange={(text) => setView({ [name]: text })}
          />
        ))}
      </div>
      <YesNo
        label={t('neverPulled.label')}
        words={{ any: t('any'), true: t('neverPulled.true'), false: t('neverPulled.false') }}
        value={view.neverPulled}
        hint={tellsPulls ? undefined : t('tellsNoPulls')}
        onChange={(neverPulled) => setView({ neverPulled })}
      />
      <FilterSelect
        label={t('empty.label')}
        value={view.empty ?? 'folded'}
        options={(['folded', 'true', 'only'] as const).map((value) => ({
          value,
          label: t(`empty.${value}`),
        }))}
        onChange={(value) => setView({ empty: value === 'folded' ? null : value })}
      />
    </div>
  )
}

const isValid = Object.fromEntries(
  textFilterNames.map((name) => [name, (text: string) => textFilters[name](text) !== null]),
) as Record<TextFilter, (text: string) => boolean>
