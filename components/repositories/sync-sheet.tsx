'use client'
import { useTranslations } from 'use-intl'
import { FailedRepositories } from '#components/shared/failed-repositories.tsx'
import { ProblemState } from '#components/shared/problem-state.tsx'
import { SyncProgress } from '#components/shared/sync-progress.tsx'
import { isWalking, useSyncWords } from '#components/shared/use-sync-words.ts'
import { Button } from '#components/ui/button.tsx'
import { Sheet } from '#components/ui/dialog.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import type { ResponseOf } from '#lib/api/endpoint.ts'
import type { getSync } from '#lib/api/sync.ts'
import { useSync } from '#lib/client/use-overview.ts'
import { useRefreshRegistry } from '#lib/client/use-registries.ts'
import { WalkList } from './walk-list.tsx'

interface SyncSheetProps {
  readonly registryId: string
  readonly name: string
  readonly onClose: () => void
}

/** The last walks over a registry, what they could not read and why, and a button that begins one now. */
export default function SyncSheet({ registryId, name, onClose }: SyncSheetProps) {
  const t = useTranslations('sync')
  const query = useSync(registryId)
  const refresh = useRefreshRegistry(registryId)
  return (
    <Sheet
      open
      onOpenChange={(isOpen) => isOpen || onClose()}
      title={t('sheetTitle', { name })}
      description={t('sheetText')}
      footer={
        <Button variant="primary" loading={refresh.isPending} onClick={() => refresh.mutate({})}>
          {t('syncNow')}
        </Button>
      }
    >
      {query.data ? (
        <SyncBody name={name} data={query.data} />
      ) : query.isError ? (
        <ProblemState error={query.error} onRetry={() => query.refetch()} isRetrying={query.isFetching} />
      ) : (
        <Skeleton className="w-64" />
      )}
    </Sheet>
  )
}

function SyncBody({ name, data }: { name: string; data: ResponseOf<typeof getSync> }) {
  const t = useTranslations('sync')
  const wordsOf = useSyncWords()
  const { registry, sync, walks, failures, failureCount } = data
  // Of a registry that was never walked to the end, and of one whose last walk broke off, nobody knows what would fail.
  const isEverRead = walks.find(({ finishedAt }) => finishedAt !== null)?.state === 'succeeded'
  return (
    <div className="grid gap-5">
      <section>
        <h3 className="pb-1 font-medium">{t('status')}</h3>
        <p className="whitespace-pre-line text-muted">
          {isWalking(sync) ? <SyncProgress sync={sync} name={name} isLong /> : wordsOf(sync).long}
        </p>
      </section>
      {(failureCount > 0 || isEverRead) && (
        <section>
          <h3 className="pb-1 font-medium">{t('failures', { count: failureCount })}</h3>
          {failureCount === 0 ? (
            <p className="text-muted">{t('noFailures')}</p>
          ) : (
            <FailedRepositories registry={registry} repositories={failures} count={failureCount} />
          )}
        </section>
      )}
      <section>
        <h3 className="pb-1 font-medium">{t('walks')}</h3>
        {walks.length === 0 ? <p className="text-muted">{t('noWalks')}</p> : <WalkList walks={walks} />}
      </section>
    </div>
  )
}
