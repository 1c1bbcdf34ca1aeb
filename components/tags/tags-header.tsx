'use client'
import { Columns2, Lightbulb, RotateCw } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useFormatter, useTranslations } from 'use-intl'
import { Bytes } from '#components/shared/bytes.tsx'
import { FreshnessLine } from '#components/shared/freshness-line.tsx'
import { RelativeTime } from '#components/shared/relative-time.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { IconButton } from '#components/ui/button.tsx'
import { CopyButton } from '#components/ui/copy-button.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import type { Freshness } from '#lib/api/common.ts'
import { compareTagsPath, compareTargetOf } from '#lib/client/paths.ts'
import { useRefreshRegistry, useRegistry } from '#lib/client/use-registries.ts'
import { useRepository } from '#lib/client/use-repositories.ts'
import { SizeFacts } from './size-facts.tsx'
import { ViewSwitch } from './view-switch.tsx'

interface TagsHeaderProps {
  readonly registry: string
  readonly repository: string
  /** undefined until the list is there. */
  readonly freshness: Freshness | undefined
  /** How many tags the list below has, all of its pages; null where it is no list of tags. */
  readonly shown: number | null
  readonly isFiltered: boolean
  /** Opens what may be superfluous; absent where that is not to be deleted here. */
  readonly onSuggest?: () => void
}

export function TagsHeader({
  registry,
  repository,
  freshness,
  shown,
  isFiltered,
  onSuggest,
}: TagsHeaderProps) {
  const t = useTranslations('tags')
  const { number } = useFormatter()
  const router = useRouter()
  const details = useRepository(registry, repository).data
  const { data: place } = useRegistry(registry)
  const refresh = useRefreshRegistry(registry)
  const count = details?.tagCount ?? null
  const facts = freshness
    ? [
        ...(isFiltered && shown !== null && count !== null
          ? [{ id: 'shown', content: t('shownOf', { shown: number(shown), count }) }]
          : shown !== null || count !== null
            ? [
                {
                  id: 'count',
                  content: t('count', { count: isFiltered ? (shown ?? 0) : (count ?? shown ?? 0) }),
                },
              ]
            : []),
        {
          id: 'size',
          content: (
            <>
              <Bytes bytes={details?.size ?? null} unknownReason={t('repositorySizeUnknown')} />
              <SizeFacts registry={registry} repository={repository} />
            </>
          ),
        },
        {
          id: 'pushed',
          content: details?.lastPushedAt ? (
            <>
              {t('lastPushed')} <RelativeTime time={details.lastPushedAt} note={t('lastPushedNote')} />
            </>
          ) : (
            t('lastPushedUnknown')
          ),
        },
        { id: 'freshness', content: <FreshnessLine freshness={freshness} /> },
      ]
    : []
  return (
    <PageHeader
      title={
        <span className="inline-flex min-w-0 max-w-full items-center gap-1">
          <span className="min-w-0 break-all">{repository}</span>
          <CopyButton
            text={place ? `${place.publicHost}/${repository}` : repository}
            label={t('copyRepository')}
          />
        </span>
      }
      badges={place?.readOnly ? <Badge>{t('readOnly')}</Badge> : undefined}
      facts={facts}
      actions={
        <>
          <span className="max-md:hidden">
            <ViewSwitch />
          </span>
          <IconButton
            label={t('compare')}
            icon={<Columns2 aria-hidden />}
            onClick={() => router.push(compareTagsPath([compareTargetOf(registry, repository)]))}
          />
          {onSuggest && (
            <IconButton label={t('suggestions.open')} icon={<Lightbulb aria-hidden />} onClick={onSuggest} />
          )}
          <IconButton
            label={t('refresh')}
            icon={
              <RotateCw aria-hidden className={refresh.isPending ? 'motion-safe:animate-spin' : undefined} />
            }
            aria-busy={refresh.isPending || undefined}
            onClick={() => refresh.isPending || refresh.mutate({ repository })}
          />
        </>
      }
    />
  )
}
