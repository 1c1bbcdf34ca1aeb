'use client'
import { useQueryState } from 'nuqs'
import { useMemo } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { FreshnessLine } from '#components/shared/freshness-line.tsx'
import { ProblemState } from '#components/shared/problem-state.tsx'
import { Button } from '#components/ui/button.tsx'
import { DataTable } from '#components/ui/data-table.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { FilterInput } from '#components/ui/filter-input.tsx'
import { PageHeader, Toolbar } from '#components/ui/page-header.tsx'
import type { Registry } from '#lib/api/registries.ts'
import { filterParser } from '#lib/client/address.ts'
import { registryPath } from '#lib/client/paths.ts'
import { useRegistries } from '#lib/client/use-registries.ts'
import { ConfigurationSnippet } from './configuration-snippet.tsx'
import { DemoBanner } from './demo-banner.tsx'
import { CompactRegistry, useRegistryColumns } from './registry-columns.tsx'

const keyOf = (registry: Registry) => registry.id
const hrefOf = (registry: Registry) => registryPath(registry.id)
const nameOf = (registry: Registry) => registry.name
const none: readonly Registry[] = []

export function RegistriesPage() {
  const t = useTranslations('registries')
  const { number } = useFormatter()
  const [q, setQ] = useQueryState('q', filterParser)
  const query = useRegistries()
  const columns = useRegistryColumns()
  const all = query.data?.items ?? none
  const shown = useMemo(() => {
    const wanted = q.toLowerCase()
    return all.filter(({ id, name, url }) => [id, name, url].some((s) => s.toLowerCase().includes(wanted)))
  }, [all, q])
  const trouble = all.filter(({ status }) => status.state !== 'online' && status.state !== 'unknown').length
  const online = all.filter(({ status }) => status.state === 'online').length

  if (query.isError && !query.data) {
    return (
      <ProblemState
        isPage
        error={query.error}
        onRetry={() => query.refetch()}
        isRetrying={query.isFetching}
      />
    )
  }
  const facts = query.data
    ? [
        { id: 'count', content: t('count', { count: all.length }) },
        { id: 'online', content: t('onlineCount', { count: online }) },
        ...(trouble > 0 ? [{ id: 'trouble', content: t('troubleCount', { count: trouble }) }] : []),
        { id: 'freshness', content: <FreshnessLine freshness={query.data.freshness} /> },
      ]
    : []
  return (
    <>
      <PageHeader title={t('title')} facts={facts} />
      <Toolbar>
        <FilterInput label={t('filter')} value={q} onChange={setQ} />
        <span role="status" className="sr-only">
          {q && number(shown.length)}
        </span>
      </Toolbar>
      <DataTable
        label={t('tableLabel')}
        columns={columns}
        rows={shown}
        rowKey={keyOf}
        rowName={nameOf}
        rowHref={hrefOf}
        isLoading={query.isPending}
        compactRow={CompactRegistry}
        empty={
          q ? (
            <EmptyState
              title={t('noMatchTitle', { q })}
              action={<Button onClick={() => setQ('')}>{t('clearFilter')}</Button>}
            />
          ) : (
            <EmptyState title={t('emptyTitle')}>
              <p>{t('emptyText')}</p>
              <ConfigurationSnippet />
            </EmptyState>
          )
        }
      />
      {all.some(({ source }) => source === 'demo') && <DemoBanner />}
    </>
  )
}
