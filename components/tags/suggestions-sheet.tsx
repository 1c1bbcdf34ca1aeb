'use client'
import clsx from 'clsx'
import { useId, useState } from 'react'
import { useTranslations } from 'use-intl'
import { ProblemState } from '#components/shared/problem-state.tsx'
import { Button } from '#components/ui/button.tsx'
import { Sheet } from '#components/ui/dialog.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Select } from '#components/ui/select.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { requestDeletion } from '#lib/client/deletion-request.ts'
import { itemsOfGroups, keyOfGroup } from '#lib/client/suggested-items.ts'
import { useSuggestions } from '#lib/client/use-suggestions.ts'
import type { TagsPlace } from '#lib/client/use-tags.ts'
import { SuggestionRow } from './suggestion-row.tsx'

interface SuggestionsSheetProps {
  readonly place: TagsPlace
  readonly onClose: () => void
}

const ages = [30, 90, 180, 365] as const

/** What may be superfluous here and why. Choosing some opens the plan of their deletion, and deletes nothing. */
export default function SuggestionsSheet({ place, onClose }: SuggestionsSheetProps) {
  const t = useTranslations('tags.suggestions')
  const ageId = useId()
  const [age, setAge] = useState(90)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const { data, isError, error, refetch, isFetching, isPlaceholderData } = useSuggestions(place, age)
  const groups = data?.groups ?? []
  const items = itemsOfGroups(
    place,
    groups.filter((group) => chosen.has(keyOfGroup(group))),
  )
  const toggle = (key: string) =>
    setChosen((now) => new Set(now.has(key) ? [...now].filter((other) => other !== key) : [...now, key]))
  return (
    <Sheet
      open
      onOpenChange={(isOpen) => isOpen || onClose()}
      title={t('title')}
      description={t('text')}
      footer={
        <Button
          variant="danger"
          disabled={items.length === 0 || isPlaceholderData}
          onClick={() => {
            onClose()
            requestDeletion({ body: { items } })
          }}
        >
          {t('plan', { count: items.length })}
        </Button>
      }
    >
      <div className="flex items-center gap-2 pb-3">
        <label htmlFor={ageId}>{t('olderThan')}</label>
        <Select
          id={ageId}
          value={String(age)}
          onValueChange={(next) => setAge(Number(next))}
          options={ages.map((days) => ({ value: String(days), label: t('days', { count: days }) }))}
        />
      </div>
      {isError && !data ? (
        <ProblemState error={error} onRetry={() => refetch()} isRetrying={isFetching} />
      ) : !data ? (
        <Skeleton className="w-64" />
      ) : groups.length === 0 ? (
        <EmptyState title={t('emptyTitle')}>
          <p>{t('emptyText')}</p>
        </EmptyState>
      ) : (
        <ul className={clsx('grid', isPlaceholderData && 'opacity-60')}>
          {groups.map((group) => {
            const key = keyOfGroup(group)
            return (
              <SuggestionRow
                key={key}
                group={group}
                days={age}
                isChosen={chosen.has(key)}
                onToggle={() => toggle(key)}
              />
            )
          })}
        </ul>
      )}
      {data && data.unknownCount > 0 && (
        <p className="pt-3 text-muted text-xs">{t('unknown', { count: data.unknownCount })}</p>
      )}
    </Sheet>
  )
}
