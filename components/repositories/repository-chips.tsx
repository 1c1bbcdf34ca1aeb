'use client'
import { useTranslations } from 'use-intl'
import { FilterChip } from '#components/shared/filter-chip.tsx'
import { type RepositoriesState, textFilterNames } from './use-repositories-view.ts'

/** Each filter that is on, to be taken off. */
export function RepositoryChips({ state }: { state: RepositoriesState }) {
  const t = useTranslations('repositories.filters')
  const { view, setView } = state
  return (
    <>
      {textFilterNames.map((name) => {
        const value = view[name]
        return (
          value !== null && (
            <FilterChip
              key={name}
              words={t(`chip.${name}`, { value })}
              onRemove={() => setView({ [name]: null })}
            />
          )
        )
      })}
      {view.neverPulled !== null && (
        <FilterChip
          words={t(`neverPulled.${view.neverPulled ? 'true' : 'false'}`)}
          onRemove={() => setView({ neverPulled: null })}
        />
      )}
      {view.empty === 'only' && (
        <FilterChip words={t('empty.only')} onRemove={() => setView({ empty: null })} />
      )}
    </>
  )
}
