'use client'
import { RotateCw } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { IconButton } from '#components/ui/button.tsx'
import { IntentLink } from '#components/ui/intent-link.tsx'
import { Tooltip } from '#components/ui/tooltip.tsx'
import type { SyncFailure } from '#lib/api/sync.ts'
import { repositoryPath } from '#lib/client/paths.ts'
import { useRefreshRegistry } from '#lib/client/use-registries.ts'
import { RelativeTime } from './relative-time.tsx'
import { useProblemTitle } from './use-sync-words.ts'

interface FailedRepositoriesProps {
  readonly registry: string
  readonly repositories: readonly SyncFailure[]
  /** How many there are in all. */
  readonly count: number
}

/** Repositories that could not be read: why in words, what the registry said, and a way to try again. */
export function FailedRepositories({ registry, repositories, count }: FailedRepositoriesProps) {
  const t = useTranslations('sync')
  const rest = count - repositories.length
  return (
    <ul>
      {repositories.map((one) => (
        <li key={one.repository} className="flex min-w-0 items-start gap-2 border-border border-t py-1.5">
          <FailedRepositoryText registry={registry} failed={one} />
          <RetryButton registry={registry} repository={one.repository} />
        </li>
      ))}
      {rest > 0 && (
        <li className="border-border border-t py-1.5 text-muted text-xs">{t('andMore', { count: rest })}</li>
      )}
    </ul>
  )
}

function FailedRepositoryText({ registry, failed }: { registry: string; failed: SyncFailure }) {
  const t = useTranslations('sync')
  const titleOf = useProblemTitle()
  const { repository, problem, failedAt, lastGoodAt } = failed
  return (
    <div className="grid min-w-0 flex-1">
      <IntentLink
        href={repositoryPath(registry, repository)}
        className="min-w-0 truncate font-medium hover:text-accent hover:underline"
      >
        {repository}
      </IntentLink>
      <span className="text-muted text-xs">
        {titleOf(problem.code)}
        {failedAt && (
          <>
            <span aria-hidden> · </span>
            {t.rich('triedAt', { when: () => <RelativeTime time={failedAt} /> })}
          </>
        )}
        {lastGoodAt && (
          <>
            <span aria-hidden> · </span>
            {t.rich('lastGoodAt', { when: () => <RelativeTime time={lastGoodAt} /> })}
          </>
        )}
      </span>
      <Tooltip content={problem.detail}>
        <span className="min-w-0 truncate font-mono text-muted text-xs">{problem.detail}</span>
      </Tooltip>
    </div>
  )
}

interface RetryButtonProps {
  readonly registry: string
  readonly repository?: string
  /** What is read again, in the words of the page. */
  readonly name?: string
}

/** Reads one repository again, or without one the registry as a whole. */
export function RetryButton({ registry, repository, name }: RetryButtonProps) {
  const t = useTranslations('sync')
  const refresh = useRefreshRegistry(registry)
  return (
    <IconButton
      size="sm"
      label={t('retryOf', { name: name ?? repository ?? registry })}
      icon={<RotateCw aria-hidden className={refresh.isPending ? 'motion-safe:animate-spin' : undefined} />}
      aria-busy={refresh.isPending || undefined}
      onClick={() => refresh.isPending || refresh.mutate(repository === undefined ? {} : { repository })}
    />
  )
}
