'use client'
import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'
import { useTranslations } from 'use-intl'
import { ProblemState } from '#components/shared/problem-state.tsx'
import { Button } from '#components/ui/button.tsx'
import { DataTable } from '#components/ui/data-table.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { FilterInput } from '#components/ui/filter-input.tsx'
import { Toolbar } from '#components/ui/page-header.tsx'
import { Select } from '#components/ui/select.tsx'
import { type ActivityEvent, activityActions } from '#lib/api/activity.ts'
import { filterParser, orderParser } from '#lib/client/address.ts'
import { manifestPath, repositoryPath } from '#lib/client/paths.ts'
import { useActivity } from '#lib/client/use-activity.ts'
import { useRegistries } from '#lib/client/use-registries.ts'
import { useRows } from '#lib/client/use-rows.ts'
import { CompactEvent, useEventColumns } from './event-columns.tsx'

const parsers = {
  q: filterParser,
  registry: parseAsString.withDefault(''),
  action: parseAsStringLiteral(activityActions),
  order: orderParser.withDefault('desc'),
}

const keyOf = (event: ActivityEvent) => event.id

/** As near to what happened as there still is a page. */
function hrefOf({ registry, repository, tag, action }: ActivityEvent) {
  const isGone = action === 'delete' || action === 'vanish'
  return tag === null || isGone
    ? repositoryPath(registry, repository)
    : manifestPath(registry, repository, tag)
}

/** What registries told, what was noticed in them, and what was done in them from here. */
export function EventsTable() {
  const t = useTranslations('activity.events')
  const [view, setView] = useQueryStates(parsers, { history: 'replace' })
  const { q, registry, action, order } = view
  const list = useActivity({
    order,
    ...(q ? { q } : {}),
    ...(registry ? { registry } : {}),
    ...(action ? { action } : {}),
  })
  const columns = useEventColumns()
  const { rows, more } = useRows(list)
  const isFiltered = q !== '' || registry !== '' || action !== null
  if (list.isError && !list.data) {
    return <ProblemState error={list.error} onRetry={() => list.refetch()} isRetrying={list.isFetching} />
  }
  return (
    <>
      <Toolbar>
        <FilterInput label={t('filter')} value={q} onChange={(next) => void setView({ q: next })} />
        <RegistrySelect value={registry} onChange={(next) => void setView({ registry: next })} />
        <Select
          aria-label={t('action')}
          value={action ?? ''}
          onValueChange={(next) =>
            void setView({ action: activityActions.find((known) => known === next) ?? null })
          }
          options={[
            { value: '', label: t('allActions') },
            ...activityActions.map((value) => ({ value, label: t(`actions.${value}`) })),
          ]}
        />
      </Toolbar>
      <DataTable
        label={t('tableLabel')}
        columns={columns}
        rows={rows}
        rowKey={keyOf}
        rowHref={hrefOf}
        sort={{ id: 'at', order }}
        onSort={(sort) => void setView({ order: sort.order })}
        isLoading={list.isPending}
        isStale={list.isPlaceholderData}
        totalCount={list.data?.pages[0]?.total ?? null}
        onEndReached={more}
        compactRow={CompactEvent}
        empty={
          isFiltered ? (
            <EmptyState
              title={t('noMatchTitle')}
              action={
                <Button onClick={() => void setView({ q: '', registry: '', action: null })}>
                  {t('clear')}
                </Button>
              }
            />
          ) : (
            <EmptyState title={t('emptyTitle')}>
              <p>{t('emptyText')}</p>
            </EmptyState>
          )
        }
      />
    </>
  )
}

function RegistrySelect({ value, onChange }: { value: string; onChange: (registry: string) => void }) {
  const t = useTranslations('activity.events')
  const { data } = useRegistries()
  return (
    <Select
      aria-label={t('registry')}
      value={value}
      onValueChange={onChange}
      options={[
        { value: '', label: t('allRegistries') },
        ...(data?.items ?? []).map(({ id, name }) => ({ value: id, label: name })),
      ]}
    />
  )
}
