'use client'
import { type KeyboardEvent, type ReactNode, useCallback, useMemo } from 'react'
import { useTranslations } from 'use-intl'
import { type Column, DataTable, RowLink } from '#components/ui/data-table.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import type { Deletion, DeletionItem } from '#lib/api/deletion.ts'
import { type ItemsQuery, useDeletionItems } from '#lib/client/use-deletions.ts'
import { useRows } from '#lib/client/use-rows.ts'
import { DeletionOutcome } from './deletion-outcome.tsx'
import { Digest } from './digest.tsx'
import { ProblemState } from './problem-state.tsx'
import { ProtectedMark } from './protected-mark.tsx'
import { Unknown } from './unknown.tsx'
import { nameOfItem } from './use-item-words.ts'

interface DeletionItemsProps {
  readonly deletion: Deletion
  readonly query: ItemsQuery
  /** What can be done with one of them, at the end of its row. */
  readonly action?: (item: DeletionItem) => ReactNode
  readonly onItemKey?: (event: KeyboardEvent, item: DeletionItem) => void
  readonly hrefOf?: (item: DeletionItem) => string | undefined
  /** What is said where there is none; without it, that none fits. */
  readonly emptyTitle?: string
}

const keyOf = (item: DeletionItem) => String(item.position)
const placeOf = ({ registry, repository }: DeletionItem) => `${registry}/${repository}`

/** All items of a deletion, with what would happen to each, or has happened. It fills the height that it is given. */
export function DeletionItems({
  deletion,
  query,
  action,
  onItemKey,
  hrefOf,
  emptyTitle,
}: DeletionItemsProps) {
  const t = useTranslations('cleanup')
  const list = useDeletionItems(deletion.id, query)
  const isPlan = deletion.state === 'planned'
  const isOnePlace = deletion.repositoryCount <= 1
  const { rows, more } = useRows(list)
  const columns = useMemo<readonly Column<DeletionItem>[]>(
    () => [
      {
        id: 'item',
        header: t('columns.item'),
        width: 'minmax(136px, 1.25fr)',
        cell: (item) => (
          <>
            <RowLink className="font-medium">{nameOfItem(item)}</RowLink>
            <ProtectedMark rule={item.protectedBy} />
          </>
        ),
      },
      ...(isOnePlace
        ? []
        : [
            {
              id: 'repository',
              header: t('columns.repository'),
              width: 'minmax(120px, 1fr)',
              cell: (item: DeletionItem) => <span className="truncate text-muted">{placeOf(item)}</span>,
            },
          ]),
      {
        id: 'digest',
        header: t('columns.digest'),
        width: '144px',
        cell: (item) =>
          item.digest === null ? <Unknown reason={t('noDigest')} /> : <Digest digest={item.digest} />,
      },
      {
        id: 'outcome',
        header: t(isPlan ? 'columns.outcome' : 'columns.result'),
        width: 'minmax(192px, 2fr)',
        cell: (item) => <DeletionOutcome item={item} isPlan={isPlan} />,
      },
      ...(action
        ? [
            {
              id: 'actions',
              header: t('columns.actions'),
              isHeaderHidden: true,
              width: '56px',
              align: 'end' as const,
              cell: action,
            },
          ]
        : []),
    ],
    [t, isPlan, isOnePlace, action],
  )
  const compactRow = useCallback(
    (item: DeletionItem) => (
      <div className="flex min-w-0 items-center gap-2">
        <span className="grid min-w-0 flex-1">
          <span className="flex min-w-0 items-baseline gap-2">
            <RowLink className="font-medium">{nameOfItem(item)}</RowLink>
            <ProtectedMark rule={item.protectedBy} />
            {!isOnePlace && <span className="min-w-0 truncate text-muted text-xs">{placeOf(item)}</span>}
          </span>
          <DeletionOutcome item={item} isPlan={isPlan} />
        </span>
        {action?.(item)}
      </div>
    ),
    [isPlan, isOnePlace, action],
  )
  if (list.isError && !list.data)
    return <ProblemState error={list.error} onRetry={() => list.refetch()} isRetrying={list.isFetching} />
  return (
    <DataTable
      label={t('items.label')}
      columns={columns}
      rows={rows}
      rowKey={keyOf}
      {...(hrefOf ? { rowHref: hrefOf } : {})}
      {...(onItemKey ? { onRowKey: onItemKey } : {})}
      isLoading={list.isPending}
      isStale={list.isPlaceholderData}
      totalCount={list.data?.pages[0]?.total ?? null}
      onEndReached={more}
      compactRow={compactRow}
      empty={<EmptyState title={emptyTitle ?? t('items.none')} />}
    />
  )
}
