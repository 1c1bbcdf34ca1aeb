'use client'
import { useTranslations } from 'use-intl'
import { Digest } from '#components/shared/digest.tsx'
import { RelativeTime } from '#components/shared/relative-time.tsx'
import { IntentLink } from '#components/ui/intent-link.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { Tooltip } from '#components/ui/tooltip.tsx'
import type { RecentPush } from '#lib/api/overview.ts'
import { manifestPath, registryPath, repositoryPath } from '#lib/client/paths.ts'
import { useRegistries } from '#lib/client/use-registries.ts'
import { SectionHeader } from './section-header.tsx'

const shown = 8

/** Tags that were pushed lately, the newest first. `pushes` undefined: they are on their way. */
export function RecentPushes({ pushes }: { pushes: readonly RecentPush[] | undefined }) {
  const t = useTranslations('overview')
  const { data } = useRegistries()
  const nameOf = (id: string) => data?.items.find((registry) => registry.id === id)?.name ?? id
  return (
    <section aria-label={t('pushes')} className="min-w-0 border-border pb-6 lg:border-r">
      <SectionHeader title={t('pushes')} />
      {pushes?.length === 0 ? (
        <div className="px-4 text-muted md:px-6">
          <p className="text-text">{t('noPushes')}</p>
          <p>{t('noPushesText')}</p>
        </div>
      ) : (
        <ul className="border-border border-t">
          {pushes
            ? pushes.slice(0, shown).map((push) => (
                <li key={`${push.registry} ${push.repository} ${push.tag}`} className={row}>
                  <Push push={push} registry={nameOf(push.registry)} />
                </li>
              ))
            : Array.from({ length: shown }, (_, at) => at).map((at) => (
                <li key={at} className={row} aria-hidden>
                  <Skeleton className="w-48" />
                </li>
              ))}
        </ul>
      )}
    </section>
  )
}

const row =
  'grid min-h-13 content-center gap-x-4 border-border border-b px-4 py-1.5 hover:bg-surface-hover md:px-6'

function Push({ push, registry }: { push: RecentPush; registry: string }) {
  const t = useTranslations('overview')
  const { repository, tag, digest, basis, actor, isGone, at } = push
  const image = `${repository}:${tag}`
  return (
    <>
      <div className="flex min-w-0 items-baseline gap-3">
        {isGone ? (
          <Tooltip content={t('goneTag')}>
            <IntentLink
              href={repositoryPath(push.registry, repository)}
              className="min-w-0 flex-1 truncate text-muted line-through hover:underline"
            >
              {image}
              <span className="sr-only">, {t('goneTag')}</span>
            </IntentLink>
          </Tooltip>
        ) : (
          <IntentLink
            href={manifestPath(push.registry, repository, tag)}
            className="min-w-0 flex-1 truncate font-medium hover:text-accent hover:underline"
          >
            {image}
          </IntentLink>
        )}
        <span className="shrink-0 text-muted text-xs">
          <RelativeTime time={at} note={t(`basisHint.${basis}`)} />
        </span>
      </div>
      <div className="flex min-w-0 items-center gap-1.5 text-muted text-xs">
        <IntentLink
          href={registryPath(push.registry)}
          className="min-w-0 truncate hover:text-accent hover:underline"
        >
          {registry}
        </IntentLink>
        <span aria-hidden>·</span>
        <Tooltip content={t(`basisHint.${basis}`)}>
          <span className="shrink-0">{t(`basis.${basis}`)}</span>
        </Tooltip>
        {actor && <span className="min-w-0 truncate">{t('by', { actor })}</span>}
        {digest && (
          <span className="ml-auto shrink-0">
            <Digest digest={digest} />
          </span>
        )}
      </div>
    </>
  )
}
