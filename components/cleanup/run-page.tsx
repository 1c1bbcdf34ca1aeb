'use client'
import { useTranslations } from 'use-intl'
import { ProblemState } from '#components/shared/problem-state.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { useDeletion } from '#lib/client/use-deletions.ts'
import { RunHeader } from './run-header.tsx'
import { RunItems } from './run-items.tsx'
import { RunNotices } from './run-notices.tsx'

/** One run: how far it is or how it ended, what became of each item, and the way back. */
export function RunPage({ id }: { id: string }) {
  const t = useTranslations('cleanup')
  const { data, isError, error, refetch, isFetching } = useDeletion(id)
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
      <RunHeader deletion={data} />
      <RunNotices deletion={data} />
      <RunItems deletion={data} />
    </>
  )
}
