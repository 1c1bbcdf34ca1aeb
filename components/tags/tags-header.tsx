'use client'
import { RotateCw } from 'lucide-react'
import { useFormatter, useTranslations } from 'use-intl'
import { Bytes } from '#components/shared/bytes.tsx'
import { FreshnessLine } from '#components/shared/freshness-line.tsx'
import { RelativeTime } from '#components/shared/relative-time.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { IconButton } from '#components/ui/button.tsx'
import { CopyButton } from '#components/ui/copy-button.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import type { TagPage } from '#lib/client/tag-pages.ts'
import { useRefreshRegistry, useRegistry } from '#lib/client/use-registries.ts'
import { useRepository } from '#lib/client/use-repositories.ts'
import { SizeFacts } from './size-facts.tsx'

interface TagsHeaderProps {
  readonly registry: string
  readonly repository: string
  readonly latest: TagPage | undefined
  readonly isFiltered: boolean
}

export function TagsHeader({ registry, repository, latest, isFiltered }: TagsHeaderProps) {
  const t = useTranslations('tags')
  const { number } = useFormatter()
  const details = useRepository(registry, repository).data
  const { data: place } = useRegistry(registry)
  const refresh = useRefreshRegistry(registry)
  const count = details?.tagCount ?? null
  const shown = latest?.total ?? null
  const facts = latest
    ? [
        ...(isFiltered && shown !== null && count !== null
          ? [{ id: 'shown', content: t('shownOf', { shown: number(shown), count }) }]
          : shown !== null
            ? [{ id: 'count', content: t('count', { count: isFiltered ? shown : (count ?? shown) }) }]
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
        { id: 'freshness', content: <FreshnessLine freshness={latest.freshness} /> },
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
        <IconButton
          label={t('refresh')}
          icon={
            <RotateCw aria-hidden className={refresh.isPending ? 'motion-safe:animate-spin' : undefined} />
          }
          aria-busy={refresh.isPending || undefined}
          onClick={() => refresh.isPending || refresh.mutate({ repository })}
        />
      }
    />
  )
}
