'use client'
import { useId } from 'react'
import { useTranslations } from 'use-intl'
import type { ResponseOf } from '#lib/api/endpoint.ts'
import type { getSuggestions } from '#lib/api/suggestions.ts'
import { shortDigest } from '#lib/client/format.ts'

type Group = ResponseOf<typeof getSuggestions>['groups'][number]

interface SuggestionRowProps {
  readonly group: Group
  /** By how much `stale` goes. */
  readonly days: number
  readonly isChosen: boolean
  readonly onToggle: () => void
}

const namesShown = 6

/** A reason why something may be superfluous, and what it is. */
export function SuggestionRow({ group, days, isChosen, onToggle }: SuggestionRowProps) {
  const t = useTranslations('tags.suggestions')
  const id = useId()
  const { kind, series, items, count } = group
  const names = items
    .slice(0, namesShown)
    .map(({ tag, digest }) => tag ?? (digest === null ? '–' : shortDigest(digest)))
  return (
    <li className="grid grid-cols-[auto_1fr] gap-x-2 border-border border-t py-2 first:border-t-0">
      <input
        id={id}
        type="checkbox"
        checked={isChosen}
        aria-describedby={`${id}-what`}
        onChange={onToggle}
        className="mt-0.5 size-4 accent-accent"
      />
      <label htmlFor={id} className="font-medium">
        {series === null ? t(`kind.${kind}`, { count, days }) : t('series', { count, series })}
      </label>
      <div id={`${id}-what`} className="col-start-2 grid min-w-0 gap-0.5 text-muted">
        <p>{t(`why.${kind}`)}</p>
        <p className="break-words font-mono text-xs">
          {names.join(', ')}
          {count > names.length && ' …'}
        </p>
        {count > items.length && <p className="text-xs">{t('first', { count: items.length })}</p>}
      </div>
    </li>
  )
}
