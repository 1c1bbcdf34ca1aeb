'use client'
import { Plus } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useQueryState } from 'nuqs'
import { type ReactNode, useCallback, useMemo } from 'react'
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
import { driftSectionId, registryPath } from '#lib/client/paths.ts'
import { useManageRegistries } from '#lib/client/use-manage-registries.ts'
import { useOverview } from '#lib/client/use-overview.ts'
import { useRegistries } from '#lib/client/use-registries.ts'
import { useIsAllowed } from '#lib/client/use-session.ts'
import { ConfigurationSnippet } from './configuration-snippet.tsx'
import { DemoBanner } from './demo-banner.tsx'
import { CompactRegistry, useRegistryColumns } from './registry-columns.tsx'
import { TableInPage } from './table-in-page.tsx'

// A form that is rarely wanted is no part of what everyone loads first.
const ManageRegistries = dynamic(() => import('./manage-registries.tsx'), { ssr: false })

const keyOf = (registry: Registry) => registry.id
const hrefOf = (registry: Registry) => registryPath(registry.id)
const nameOf = (registry: Registry) => registry.name
const none: readonly Registry[] = []

/** What may be done to the list; the same object from render to render, or every row would be rendered anew. */
function useActions() {
  const isAllowed = useIsAllowed('administer')
  const { isAdding, toChange, toRemove, toNotify, add, change, remove, notify } = useManageRegistries()
  const actions = useMemo(
    () => (isAllowed ? { change, remove, notify } : null),
    [isAllowed, change, remove, notify],
  )
  return { isAllowed, actions, add, isOpen: isAdding || (toChange ?? toRemove ?? toNotify) !== null }
}

/** How many saved comparisons drift; 0 while nobody knows. */
const useDriftCount = () =>
  useOverview().data?.comparisons.filter(({ state }) => state === 'drift').length ?? 0

/** How quickly a registry answered; the same function until the answers change, or every row would be rendered anew. */
function useLatencyOf() {
  const latency = useOverview().data?.latency
  return useMemo(() => {
    const byRegistry = new Map(latency?.map((one) => [one.registry, one]))
    return (registry: string) => byRegistry.get(registry)
  }, [latency])
}

/** Leads down to what drifts. */
function DriftLink({ count }: { count: number }) {
  const t = useTranslations('comparisons.overview')
  return (
    <a href={`#${driftSectionId}`} className="text-accent underline">
      {t('count', { count })}
    </a>
  )
}

interface RegistriesPageProps {
  /** Between the title and the table. */
  readonly totals: ReactNode
  /** Below the table, once it is known how high that is: nothing moves then. */
  readonly children: ReactNode
}

/** The home of the console: all registries in a table, in the middle of what there is to say of them together. */
export function RegistriesPage({ totals, children }: RegistriesPageProps) {
  const t = useTranslations('registries')
  const { number } = useFormatter()
  const [q, setQ] = useQueryState('q', filterParser)
  const query = useRegistries()
  const { isAllowed, actions, add, isOpen } = useActions()
  const columns = useRegistryColumns(actions, useLatencyOf())
  const compactRow = useCallback(
    (registry: Registry) => <CompactRegistry registry={registry} actions={actions} />,
    [actions],
  )
  const all = query.data?.items ?? none
  const shown = useMemo(() => {
    const wanted = q.toLowerCase()
    return all.filter(({ id, name, url }) => [id, name, url].some((s) => s.toLowerCase().includes(wanted)))
  }, [all, q])
  const trouble = all.filter(({ status }) => status.state !== 'online' && status.state !== 'unknown').length
  const driftCount = useDriftCount()
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
        ...(driftCount > 0 ? [{ id: 'drift', content: <DriftLink count={driftCount} /> }] : []),
        { id: 'freshness', content: <FreshnessLine freshness={query.data.freshness} /> },
      ]
    : []
  const addButton = isAllowed && (
    <Button variant="primary" onClick={add}>
      <Plus aria-hidden className="size-4" />
      {/* On a phone it would leave the facts beside it no room to stay on their one line. */}
      <span className="max-md:sr-only">{t('addRegistry')}</span>
    </Button>
  )
  const table = (
    <DataTable
      label={t('tableLabel')}
      columns={columns}
      rows={shown}
      rowKey={keyOf}
      rowName={nameOf}
      rowHref={hrefOf}
      isLoading={query.isPending}
      compactRow={compactRow}
      empty={
        q ? (
          <EmptyState
            title={t('noMatchTitle', { q })}
            action={<Button onClick={() => setQ('')}>{t('clearFilter')}</Button>}
          />
        ) : (
          <EmptyState title={t('emptyTitle')} action={addButton}>
            <p>{t('emptyText')}</p>
            <ConfigurationSnippet />
          </EmptyState>
        )
      }
    />
  )
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <PageHeader title={t('title')} facts={facts} actions={addButton} />
      {totals}
      <Toolbar>
        <FilterInput label={t('filter')} value={q} onChange={setQ} />
        <span role="status" className="sr-only">
          {q && number(shown.length)}
        </span>
      </Toolbar>
      <TableInPage rowCount={query.isPending ? null : shown.length}>{table}</TableInPage>
      {all.some(({ source }) => source === 'demo') && <DemoBanner />}
      {all.length > 0 && children}
      {isAllowed && isOpen && query.data && <ManageRegistries registries={all} />}
    </div>
  )
}
