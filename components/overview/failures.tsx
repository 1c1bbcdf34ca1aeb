'use client'
import { CircleCheck, TriangleAlert } from 'lucide-react'
import { useLocale, useTranslations } from 'use-intl'
import { FailedRepositories, RetryButton } from '#components/shared/failed-repositories.tsx'
import { useProblemTitle } from '#components/shared/use-sync-words.ts'
import { IntentLink } from '#components/ui/intent-link.tsx'
import { useNow } from '#components/ui/now.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { Tooltip } from '#components/ui/tooltip.tsx'
import type { RegistryFailure } from '#lib/api/overview.ts'
import { formatDuration, parseTime } from '#lib/client/format.ts'
import { registryPath } from '#lib/client/paths.ts'
import { useRegistries } from '#lib/client/use-registries.ts'
import { SectionHeader } from './section-header.tsx'

/** What could not be read, registry by registry, and why. `failures` undefined: they are on their way. */
export function Failures({ failures }: { failures: readonly RegistryFailure[] | undefined }) {
  const t = useTranslations('overview')
  return (
    <section aria-label={t('failures')} className="min-w-0 pb-6">
      <SectionHeader title={t('failures')} />
      {failures === undefined ? (
        <div className="px-4 md:px-6" aria-hidden>
          <Skeleton className="w-64" />
        </div>
      ) : failures.length === 0 ? (
        <div className="flex gap-2 px-4 md:px-6">
          <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0 text-success" />
          <div className="text-muted">
            <p className="text-text">{t('noFailures')}</p>
            <p>{t('noFailuresText')}</p>
          </div>
        </div>
      ) : (
        <ul className="border-border border-t">
          {failures.map((failure) => (
            <li key={failure.registry} className="grid gap-1 border-border border-b px-4 py-2 md:px-6">
              <Failure failure={failure} />
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function Failure({ failure }: { failure: RegistryFailure }) {
  const t = useTranslations('overview')
  const { data } = useRegistries()
  const { registry, problem, repositories, repositoryCount } = failure
  const name = data?.items.find(({ id }) => id === registry)?.name ?? registry
  return (
    <>
      <div className="flex min-w-0 items-start gap-2">
        <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-warning" />
        <div className="grid min-w-0 flex-1">
          <IntentLink
            href={`${registryPath(registry)}?sync=true`}
            className="min-w-0 truncate font-medium hover:text-accent hover:underline"
          >
            {name}
          </IntentLink>
          {problem ? (
            <ProblemLine problem={problem} />
          ) : (
            <span className="text-muted">{t('failedRepositories', { count: repositoryCount })}</span>
          )}
        </div>
        <RetryButton registry={registry} name={name} />
      </div>
      {repositories.length > 0 && (
        <div className="pl-6">
          <FailedRepositories registry={registry} repositories={repositories} count={repositoryCount} />
        </div>
      )}
    </>
  )
}

function ProblemLine({ problem }: { problem: NonNullable<RegistryFailure['problem']> }) {
  const tRegistries = useTranslations('registries')
  const locale = useLocale()
  const now = useNow(10_000)
  const titleOf = useProblemTitle()
  const at = parseTime(problem.since)
  const lasting = at === null ? null : tRegistries('lasting', { time: formatDuration(now - at, locale) })
  return (
    <>
      <span className="text-muted">{[titleOf(problem.code), lasting].filter(Boolean).join(' · ')}</span>
      {problem.detail && (
        <Tooltip content={problem.detail}>
          <span className="min-w-0 truncate font-mono text-muted text-xs">{problem.detail}</span>
        </Tooltip>
      )}
    </>
  )
}
