'use client'
import { RotateCw } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'use-intl'
import { Bytes } from '#components/shared/bytes.tsx'
import { FreshnessLine } from '#components/shared/freshness-line.tsx'
import { StatusDot } from '#components/shared/status-dot.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { Button } from '#components/ui/button.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import type { ResponseOf } from '#lib/api/endpoint.ts'
import type { Registry } from '#lib/api/registries.ts'
import type { listRepositories } from '#lib/api/repositories.ts'
import { sizesPath } from '#lib/client/paths.ts'
import { useRefreshRegistry } from '#lib/client/use-registries.ts'
import { SyncFact } from './sync-fact.tsx'

interface RegistryHeaderProps {
  readonly registryId: string
  readonly registry: Registry | undefined
  readonly list: ResponseOf<typeof listRepositories> | undefined
}

export function RegistryHeader({ registryId, registry, list }: RegistryHeaderProps) {
  const t = useTranslations('repositories')
  const tRegistries = useTranslations('registries')
  const refresh = useRefreshRegistry(registryId)
  const { repositories, tags, bytes } = registry?.counts ?? { repositories: null, tags: null, bytes: null }
  const facts = [
    ...(registry ? [{ id: 'status', content: <StatusText registry={registry} /> }] : []),
    ...(repositories === null ? [] : [{ id: 'count', content: t('count', { count: repositories }) }]),
    ...(tags === null ? [] : [{ id: 'tags', content: t('tagCount', { count: tags }) }]),
    ...(bytes === null ? [] : [{ id: 'bytes', content: <Bytes bytes={bytes} /> }]),
    ...(registry
      ? [
          {
            id: 'sizes',
            content: (
              <Link href={sizesPath(registryId)} prefetch={false} className="text-accent underline">
                {t('sizes')}
              </Link>
            ),
          },
        ]
      : []),
    ...(list ? [{ id: 'freshness', content: <FreshnessLine freshness={list.freshness} /> }] : []),
    ...(registry ? [{ id: 'sync', content: <SyncFact registry={registry} /> }] : []),
  ]
  return (
    <PageHeader
      title={
        registry ? (
          registry.name
        ) : (
          <>
            <span className="sr-only">{registryId}</span>
            <Skeleton className="h-5 w-48" />
          </>
        )
      }
      badges={
        registry && (
          <>
            <Badge>{tRegistries(`types.${registry.type}`)}</Badge>
            {registry.source === 'demo' && <Badge tone="accent">{tRegistries('demo')}</Badge>}
            {registry.readOnly && <Badge>{tRegistries('readOnly')}</Badge>}
          </>
        )
      }
      facts={facts}
      actions={
        <Button loading={refresh.isPending} onClick={() => refresh.mutate({})}>
          <RotateCw aria-hidden className="size-4" />
          <span className="max-md:sr-only">{t('refresh')}</span>
        </Button>
      }
    />
  )
}

const StatusText = ({ registry }: { registry: Registry }) => (
  <span className="inline-flex align-bottom">
    <StatusDot state={registry.status.state} isWordShown />
  </span>
)
