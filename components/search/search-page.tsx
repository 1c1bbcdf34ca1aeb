'use client'
import { parseAsStringLiteral, useQueryState } from 'nuqs'
import { useEffect } from 'react'
import { useTranslations } from 'use-intl'
import { ProblemState } from '#components/shared/problem-state.tsx'
import { announce } from '#components/ui/announcer.tsx'
import { ToggleChip } from '#components/ui/chip.tsx'
import { DataTable } from '#components/ui/data-table.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { FilterInput } from '#components/ui/filter-input.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { PageHeader, Toolbar } from '#components/ui/page-header.tsx'
import { type HitCount, type HitType, hitTypes } from '#lib/api/search.ts'
import { filterParser } from '#lib/client/address.ts'
import { useRows } from '#lib/client/use-rows.ts'
import { hitKey, hitPath, useSearch, useSearchPages } from '#lib/client/use-search.ts'
import { CompactHit, useHitColumns } from './hit-columns.tsx'
import { SearchLesson } from './search-lesson.tsx'

const typeParser = parseAsStringLiteral(hitTypes)

/** All hits, of every type the best or of one type all, with the words in the address. */
export function SearchPage() {
  const t = useTranslations('search')
  const [q, setQ] = useQueryState('q', filterParser)
  const [type, setType] = useQueryState('type', typeParser)
  const isEmpty = q.trim() === ''
  const overview = useSearch(q, 50)
  // Where there is one type alone, the best of each would be a part of it, and nobody would see of what.
  const counts = overview.isPlaceholderData ? undefined : overview.data?.counts
  const found = counts?.filter(({ count }) => count > 0) ?? []
  const listed = type ?? (found.length === 1 ? (found[0]?.type ?? null) : null)
  const list = useSearchPages(q, listed)
  const columns = useHitColumns()
  const data = isEmpty ? null : (list.data ?? null)
  const pages = data?.pages
  const { rows, more } = useRows(list, data)
  const latest = pages?.[0]
  const isSettled = latest !== undefined && !list.isPlaceholderData
  useEffect(() => {
    if (isSettled) announce(t('hitCount', { count: rows.length }))
  }, [isSettled, rows.length, t])
  return (
    <>
      <PageHeader title={t('title')} facts={[{ id: 'lead', content: t('lead') }]} />
      <Toolbar>
        <FilterInput label={t('field')} value={q} onChange={(next) => setQ(next || null)} />
        {!isEmpty && <TypeChips counts={overview.data?.counts ?? []} type={type} onChange={setType} />}
      </Toolbar>
      {isSettled && latest.corrected && (
        <Notice title={t('corrected', { words: latest.corrected })} className="mx-4 mb-3 md:mx-6" />
      )}
      {isSettled && latest.isCutShort && (
        <Notice tone="warning" title={t('cutShort')} className="mx-4 mb-3 md:mx-6" />
      )}
      {isEmpty ? (
        <SearchLesson />
      ) : list.isError && !pages ? (
        <ProblemState error={list.error} onRetry={() => list.refetch()} isRetrying={list.isFetching} />
      ) : (
        <DataTable
          label={t('results')}
          columns={columns}
          rows={rows}
          rowKey={hitKey}
          rowHref={hitPath}
          isLoading={list.isPending}
          isStale={list.isPlaceholderData}
          totalCount={listed === null ? rows.length : (latest?.total ?? null)}
          onEndReached={more}
          compactRow={CompactHit}
          empty={
            <EmptyState title={t('nothing', { q })}>
              <p>{t('nothingHint')}</p>
            </EmptyState>
          }
        />
      )}
    </>
  )
}

interface TypeChipsProps {
  readonly counts: readonly HitCount[]
  readonly type: HitType | null
  readonly onChange: (type: HitType | null) => void
}

/** One for each type of which there is something, with how many; one is on at a time. */
function TypeChips({ counts, type, onChange }: TypeChipsProps) {
  const t = useTranslations('search')
  return (
    <fieldset className="flex flex-wrap gap-2">
      <legend className="sr-only">{t('typesLabel')}</legend>
      {counts
        .filter((each) => each.count > 0 || each.type === type)
        .map((each) => (
          <ToggleChip
            key={each.type}
            isOn={each.type === type}
            onChange={(isOn) => onChange(isOn ? each.type : null)}
          >
            {t(`types.${each.type}`)}
            <span className="tabular-nums">
              {t(each.isMore ? 'countMore' : 'count', { count: each.count })}
            </span>
          </ToggleChip>
        ))}
    </fieldset>
  )
}
