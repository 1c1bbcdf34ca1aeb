'use client'
import { parseAsStringLiteral, useQueryState } from 'nuqs'
import { useLocale, useTranslations } from 'use-intl'
import { CopyItemsTable } from '#components/shared/copy-items-table.tsx'
import { ProblemState } from '#components/shared/problem-state.tsx'
import { useCopyWords } from '#components/shared/use-copy-words.ts'
import { Notice } from '#components/ui/notice.tsx'
import { useNow } from '#components/ui/now.tsx'
import { PageHeader, Toolbar } from '#components/ui/page-header.tsx'
import { Select } from '#components/ui/select.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { type Copy, type CopyItem, copyResults } from '#lib/api/copies.ts'
import type { CopyPlanItem } from '#lib/api/copy-plan.ts'
import { parseCopyTarget } from '#lib/client/copy-items.ts'
import { formatTimeLeft, parseTime } from '#lib/client/format.ts'
import { manifestPath, repositoryPath } from '#lib/client/paths.ts'
import { useCopy, useCopyItems } from '#lib/client/use-copies.ts'
import { useRows } from '#lib/client/use-rows.ts'
import { CopyHeader } from './copy-header.tsx'

/** One copy: how far it is or how it ended, what became of each item, and the way back. */
export function CopyPage({ id }: { id: string }) {
  const t = useTranslations('copies')
  const { data, isError, error, refetch, isFetching } = useCopy(id)
  if (isError && !data)
    return <ProblemState isPage error={error} onRetry={() => refetch()} isRetrying={isFetching} />
  if (!data)
    return (
      <>
        <PageHeader title={t('title')} />
        <div className="px-4 md:px-6" role="status">
          <Skeleton className="w-64" />
        </div>
      </>
    )
  return (
    <>
      <CopyHeader copy={data} />
      <CopyNotices copy={data} />
      <CopyItems copy={data} />
    </>
  )
}

/** What is to be known before the items: why it did not all arrive, and how long it can be undone. */
function CopyNotices({ copy }: { copy: Copy }) {
  const t = useTranslations('copies.run')
  const { codeWords } = useCopyWords()
  const locale = useLocale()
  const now = useNow(10_000)
  const { undo, expiresAt, problem, isCancelling } = copy
  const left = (parseTime(expiresAt) ?? 0) - now
  const undoWords = {
    possible: left > 0 ? t('undoUntil', { time: formatTimeLeft(left, locale) }) : t('undoSoon'),
    done: t('undone'),
    expired: t('undoExpired'),
    running: null,
    none: null,
  }[undo.state]
  return (
    <div className="grid gap-2 px-4 pb-3 empty:hidden md:px-6">
      {isCancelling && <p className="text-muted">{t('cancelling')}</p>}
      {problem && (
        <Notice tone="warning" title={codeWords(problem.code)}>
          <p className="break-words font-mono text-xs">{problem.detail}</p>
        </Notice>
      )}
      {undoWords && (
        <p className="text-muted" role="status">
          {undoWords}
        </p>
      )}
    </div>
  )
}

const shows = ['all', ...copyResults, 'none'] as const
const parser = parseAsStringLiteral(shows).withDefault('all').withOptions({ history: 'replace' })

/** What is at the target now, where something came there. */
function hrefOf(item: CopyPlanItem | CopyItem): string | undefined {
  const { to } = item
  const hasArrived = 'result' in item && (item.result === 'copied' || item.result === 'skipped')
  const target = parseCopyTarget(to)
  if (target === null || !hasArrived) return undefined
  const { registry, repository, tag } = target
  return tag === null ? repositoryPath(registry, repository) : manifestPath(registry, repository, tag)
}

function CopyItems({ copy }: { copy: Copy }) {
  const t = useTranslations('copies')
  const [show, setShow] = useQueryState('result', parser)
  const list = useCopyItems(copy.id, show === 'all' ? {} : { result: show })
  const { rows, more } = useRows(list)
  return (
    <>
      {copy.itemsTotal > 1 && (
        <Toolbar>
          <Select
            aria-label={t('items.show')}
            value={show}
            onValueChange={(next) =>
              void setShow(shows.find((known) => known === next && known !== 'all') ?? null)
            }
            options={shows.map((value) => ({
              value,
              label: value === 'all' ? t('items.all') : t(`result.${value}`),
            }))}
          />
        </Toolbar>
      )}
      {list.isError && !list.data ? (
        <ProblemState error={list.error} onRetry={() => list.refetch()} isRetrying={list.isFetching} />
      ) : (
        <CopyItemsTable
          rows={rows}
          hrefOf={hrefOf}
          isLoading={list.isPending}
          isStale={list.isPlaceholderData}
          totalCount={list.data?.pages[0]?.total ?? null}
          onEndReached={more}
        />
      )}
    </>
  )
}
