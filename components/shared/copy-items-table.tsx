'use client'
import { type ReactNode, useMemo } from 'react'
import { useTranslations } from 'use-intl'
import { Bytes } from '#components/shared/bytes.tsx'
import { type Column, DataTable, RowLink } from '#components/ui/data-table.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import type { CopyItem } from '#lib/api/copies.ts'
import type { CopyPlanItem } from '#lib/api/copy-plan.ts'
import { readableReference, useCopyWords } from './use-copy-words.ts'

type Row = CopyPlanItem | CopyItem

interface CopyItemsTableProps {
  readonly rows: readonly Row[]
  readonly isPlan?: boolean
  /** Source and target are the same registries for all: their names stand elsewhere. */
  readonly isShort?: boolean
  /** Shown when there are none. */
  readonly empty?: ReactNode
  readonly isLoading?: boolean
  readonly isStale?: boolean
  readonly totalCount?: number | null
  readonly onEndReached?: () => void
  readonly hrefOf?: (row: Row) => string | undefined
}

const keyOf = (row: Row) => String(row.position)

/** All items of a copy, with what would happen to each, or has happened. It fills the height that it is given. */
export function CopyItemsTable({
  rows,
  isPlan = false,
  isShort = false,
  hrefOf,
  empty,
  ...list
}: CopyItemsTableProps) {
  const t = useTranslations('copies')
  const columns = useMemo<readonly Column<Row>[]>(
    () => [
      {
        id: 'from',
        header: t('columns.from'),
        width: isShort ? 'minmax(120px, 1.2fr)' : 'minmax(136px, 1fr)',
        cell: ({ from }) => (
          <RowLink className="flex min-w-0 font-mono text-xs">
            <Reference text={from} isShort={isShort} />
          </RowLink>
        ),
      },
      {
        id: 'to',
        header: t('columns.to'),
        width: isShort ? 'minmax(120px, 1.2fr)' : 'minmax(136px, 1fr)',
        cell: ({ to }) => (
          <span className="flex min-w-0 font-mono text-xs">
            <Reference text={to} isShort={isShort} />
          </span>
        ),
      },
      {
        id: 'bytes',
        header: t('columns.bytes'),
        width: isShort ? '72px' : '88px',
        align: 'end',
        cell: ({ bytes }) => <Bytes bytes={bytes.send} />,
      },
      {
        id: 'outcome',
        header: t(isPlan ? 'columns.outcome' : 'columns.result'),
        // Why something has failed is a sentence.
        width: isShort ? 'minmax(144px, 1.5fr)' : 'minmax(176px, 2fr)',
        cell: (row) => <CopyOutcome row={row} />,
      },
    ],
    [t, isPlan, isShort],
  )
  return (
    <DataTable
      label={t('items.label')}
      columns={columns}
      rows={rows}
      rowKey={keyOf}
      {...(hrefOf ? { rowHref: hrefOf } : {})}
      {...list}
      compactRow={compactRow}
      empty={empty ?? <EmptyState title={t('items.none')} />}
    />
  )
}

const compactRow = (row: Row) => (
  <span className="grid min-w-0">
    <RowLink className="truncate font-mono text-xs">{readableReference(row.to)}</RowLink>
    <CopyOutcome row={row} />
  </span>
)

/** Where it is cut short the name gives way, and the tag stays. */
function Reference({ text, isShort }: { readonly text: string; readonly isShort: boolean }) {
  const readable = readableReference(text)
  if (!isShort) return <span className="truncate">{readable}</span>
  const [, name = readable, tag = ''] = /^[^/]+\/([^:@]+)(.*)$/.exec(readable) ?? []
  return (
    <>
      <span className="min-w-8 truncate text-muted">{name}</span>
      <span className="max-w-4/5 shrink-0 truncate">{tag}</span>
    </>
  )
}

/** What happens to it or has happened, and why. */
function CopyOutcome({ row }: { row: Row }) {
  const { actionWords, resultWords, whyOf } = useCopyWords()
  const words = 'result' in row ? resultWords(row.result) : actionWords(row)
  const why = whyOf(row)
  const isBad =
    'result' in row ? row.result === 'failed' || row.result === 'refused' : row.action === 'refuse'
  return (
    <span className="flex min-w-0 items-baseline gap-2" title={why || undefined}>
      <span className={isBad ? 'shrink-0 text-warning' : 'shrink-0'}>{words}</span>
      {why && <span className="min-w-0 truncate text-muted text-xs">{why}</span>}
    </span>
  )
}
