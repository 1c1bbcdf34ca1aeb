'use client'
import { useFormatter, useTranslations } from 'use-intl'
import { YesNo } from '#components/shared/filter-select.tsx'
import { FilterText } from '#components/shared/filter-text.tsx'
import { ToggleChip } from '#components/ui/chip.tsx'
import type { Facet } from '#lib/api/filters.ts'
import { parseMoment, parseSize } from '#lib/api/quantities.ts'
import { kinds } from '#lib/api/tags.ts'
import { useTagFacets } from '#lib/client/use-tag-facets.ts'
import type { TagsPlace } from '#lib/client/use-tags.ts'
import type { TagListState } from './use-tag-list-state.ts'

export interface FiltersProps {
  readonly place: TagsPlace
  readonly state: TagListState
  /** How many tags were looked up: what there is to choose from hangs on it. */
  readonly resolved: number
}

/** What a list of tags can be filtered by besides its text. What is chosen counts at once. */
export default function FiltersForm({ place, state, resolved }: FiltersProps) {
  const t = useTranslations('tags')
  const { query, setFilters } = state
  const facets = useTagFacets(place, resolved).data
  const tellsPulls = facets?.tellsPulls ?? true
  const toggled = <T extends string>(values: readonly T[], value: T) =>
    values.includes(value) ? values.filter((v) => v !== value) : [...values, value]
  const kindFacets = facets?.facets?.kinds ?? []
  const shownKinds = kinds.filter(
    (kind) => query.kind.includes(kind) || kindFacets.some(({ value }) => value === kind),
  )
  const platforms = [
    ...(facets?.facets?.platforms.map(({ value }) => value) ?? []),
    ...query.platform.filter((p) => !facets?.facets?.platforms.some(({ value }) => value === p)),
  ].slice(0, 12)
  return (
    <div className="grid gap-4">
      <Choices
        label={t('columns.kind')}
        values={shownKinds}
        chosen={query.kind}
        facets={kindFacets}
        nameOf={(kind) => t(`kind.${kind}`)}
        onToggle={(kind) => setFilters({ kind: toggled(query.kind, kind) })}
      />
      <Choices
        label={t('columns.platforms')}
        values={platforms}
        chosen={query.platform}
        facets={facets?.facets?.platforms ?? []}
        nameOf={(platform) => platform}
        onToggle={(platform) => setFilters({ platform: toggled(query.platform, platform) })}
      />
      <div className="grid grid-cols-2 gap-3">
        {(['olderThan', 'newerThan', 'minSize', 'maxSize'] as const).map((key) => {
          const isSize = key === 'minSize' || key === 'maxSize'
          return (
            <FilterText
              key={key}
              label={t(`filters.${key}`)}
              placeholder={isSize ? '10MB' : '30d'}
              value={query[key] ?? ''}
              isValid={(text) => (isSize ? parseSize(text) : parseMoment(text)) !== null}
              problem={t(isSize ? 'filters.badSize' : 'filters.badMoment')}
              onChange={(text) => setFilters({ [key]: text })}
            />
          )
        })}
      </div>
      {(['signed', 'broken', 'neverPulled'] as const).map((key) => (
        <YesNo
          key={key}
          label={t(`filters.${key}.label`)}
          words={{
            any: t('filters.any'),
            true: t(`filters.${key}.true`),
            false: t(`filters.${key}.false`),
          }}
          value={query[key]}
          hint={key === 'neverPulled' && !tellsPulls ? t('filters.tellsNoPulls') : undefined}
          onChange={(value) => setFilters({ [key]: value })}
        />
      ))}
    </div>
  )
}

interface ChoicesProps<T extends string> {
  readonly label: string
  readonly values: readonly T[]
  readonly chosen: readonly T[]
  readonly facets: readonly Facet[]
  readonly nameOf: (value: T) => string
  readonly onToggle: (value: T) => void
}

function Choices<T extends string>({ label, values, chosen, facets, nameOf, onToggle }: ChoicesProps<T>) {
  const { number } = useFormatter()
  if (values.length === 0) return null
  return (
    <fieldset>
      <legend className="pb-1 font-medium">{label}</legend>
      <div className="flex flex-wrap gap-2">
        {values.map((value) => {
          const count = facets.find((facet) => facet.value === value)?.count
          return (
            <ToggleChip key={value} isOn={chosen.includes(value)} onChange={() => onToggle(value)}>
              {nameOf(value)}
              {count !== undefined && (
                <span className="text-muted text-xs tabular-nums">{number(count)}</span>
              )}
            </ToggleChip>
          )
        })}
      </div>
    </fieldset>
  )
}
