'use client'
import Link from 'next/link'
import { parseAsString, useQueryState } from 'nuqs'
import { Fragment } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { ProblemState } from '#components/shared/problem-state.tsx'
import { RelativeTime } from '#components/shared/relative-time.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import type { ResponseOf } from '#lib/api/endpoint.ts'
import type { getSizes } from '#lib/api/sizes.ts'
import { sizesPath } from '#lib/client/paths.ts'
import { useRegistry } from '#lib/client/use-registries.ts'
import { useSizes } from '#lib/client/use-sizes.ts'
import { AtLeast } from './at-least.tsx'
import { SizesTable } from './sizes-table.tsx'
import { Treemap } from './treemap.tsx'

/** Where the bytes of a registry are: a map to look at and a table to read, namespace by namespace. */
export function SizesPage({ registry }: { registry: string }) {
  const t = useTranslations('sizes')
  const [namespace] = useQueryState('namespace', parseAsString)
  const { data: place } = useRegistry(registry)
  const query = useSizes(registry, namespace)
  const root = query.data?.nodes[0]
  return (
    <div className="min-h-0 flex-1 overflow-y-auto pb-10">
      <PageHeader
        title={t('titleOf', { name: namespace ? `${namespace}/` : (place?.name ?? registry) })}
        facts={
          query.data && root
            ? [
                { id: 'total', content: <AtLeast bytes={root.total} known={root.known.total} /> },
                { id: 'count', content: t('repositoryCount', { count: root.repositories }) },
                {
                  id: 'time',
                  content: (
                    <>
                      {t('asOf')} <RelativeTime time={query.data.asOf} />
                    </>
                  ),
                },
              ]
            : []
        }
      />
      <div className="grid gap-4 px-4 md:px-6">
        {namespace && <Way registry={registry} name={place?.name ?? registry} namespace={namespace} />}
        {query.data ? (
          <Content registry={registry} sizes={query.data} />
        ) : query.isError ? (
          <ProblemState error={query.error} onRetry={() => query.refetch()} isRetrying={query.isFetching} />
        ) : (
          <Loading />
        )}
      </div>
    </div>
  )
}

function Content({ registry, sizes }: { registry: string; sizes: ResponseOf<typeof getSizes> }) {
  const t = useTranslations('sizes')
  const { number } = useFormatter()
  const root = sizes.nodes[0]
  if (!root || root.repositories === 0)
    return <EmptyState title={t('emptyTitle')}>{t('emptyText')}</EmptyState>
  const { unknownTags, unlistedRepositories } = root
  return (
    <>
      {(unknownTags > 0 || unlistedRepositories > 0) && (
        <Notice title={t('incompleteTitle')}>
          {t('incompleteText', { tags: number(unknownTags), repositories: number(unlistedRepositories) })}
        </Notice>
      )}
      <p className="max-w-180 text-muted max-md:hidden">{t('lead')}</p>
      <p className="text-muted md:hidden">{t('leadWithoutMap')}</p>
      <Treemap registry={registry} nodes={sizes.nodes} />
      <SizesTable registry={registry} nodes={sizes.nodes} />
    </>
  )
}

/** Back to the registry, namespace by namespace. */
function Way({ registry, name, namespace }: { registry: string; name: string; namespace: string }) {
  const t = useTranslations('sizes')
  const segments = namespace.split('/')
  const steps = [
    { label: name, path: null },
    ...segments.map((label, i) => ({ label, path: segments.slice(0, i + 1).join('/') })),
  ]
  return (
    <nav aria-label={t('way')} className="flex flex-wrap gap-x-1.5">
      {steps.map(({ label, path }, i) => (
        <Fragment key={path ?? ''}>
          {i > 0 && (
            <span aria-hidden className="text-muted">
              /
            </span>
          )}
          {i < steps.length - 1 ? (
            <Link href={sizesPath(registry, path)} className="text-accent underline">
              {label}
            </Link>
          ) : (
            <span aria-current="page">{label}</span>
          )}
        </Fragment>
      ))}
    </nav>
  )
}

function Loading() {
  const t = useTranslations('ui')
  return (
    <div role="status" className="grid gap-4">
      <span className="sr-only">{t('loading')}</span>
      <Skeleton className="h-80 w-full max-md:hidden" />
      <Skeleton className="h-8 w-full" />
      <Skeleton className="h-8 w-full" />
    </div>
  )
}
