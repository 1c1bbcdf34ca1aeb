'use client'
import dynamic from 'next/dynamic'
import { useTranslations } from 'use-intl'
import { Button } from '#components/ui/button.tsx'
import { DataTable } from '#components/ui/data-table.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { type ManifestItem, manifestSorts } from '#lib/api/manifest-list.ts'
import { useColumnChoice } from '#lib/client/column-choice.ts'
import { shortDigest } from '#lib/client/format.ts'
import { manifestPath } from '#lib/client/paths.ts'
import { useManifests } from '#lib/client/use-manifests.ts'
import { useRows } from '#lib/client/use-rows.ts'
import type { TagsPlace } from '#lib/client/use-tags.ts'
import { deletionKeys } from './deletion-keys.ts'
import { ListProblem } from './list-problem.tsx'
import { TroubleNotice } from './tag-notices.tsx'
import { TagsHeader } from './tags-header.tsx'
import {
  CompactManifest,
  defaultUntaggedColumns,
  untaggedColumnIds,
  useUntaggedColumns,
} from './untagged-columns.tsx'
import { UntaggedToolbar } from './untagged-toolbar.tsx'
import { useManifestSelection } from './use-manifest-selection.ts'
import { useUntaggedState } from './use-untagged-state.ts'

// Loaded when the first one is selected.
const SelectionBar = dynamic(() => import('./selection-bar.tsx'), { ssr: false })

const keyOf = (item: ManifestItem) => item.digest
const nameOf = (item: ManifestItem) => shortDigest(item.digest)
const hrefOf = (item: ManifestItem) => manifestPath(item.registry, item.repository, item.digest)

/** What a repository holds that no tag points to, as far as it was seen. */
export default function UntaggedPage({ registry, repository }: TagsPlace) {
  const t = useTranslations('tags.untagged')
  const tTags = useTranslations('tags')
  const state = useUntaggedState()
  const { sort, order, q, role } = state
  const choice = useColumnChoice('untagged', untaggedColumnIds, defaultUntaggedColumns, sort)
  const columns = useUntaggedColumns(choice.shown)
  const list = useManifests(
    { registry, repository },
    { untagged: 'true', sort, order, q, ...(role.length > 0 ? { role: role.join(',') } : {}) },
  )
  const { rows, more } = useRows(list)
  const latest = list.data?.pages[0]
  const { mayDelete, hasSelection, selection, body, plan } = useManifestSelection({ registry, repository })
  const onRowKey = deletionKeys<ManifestItem>({
    mayDelete,
    hasSelection,
    clear: selection.clear,
    onSelection: () => plan([...selection.value.keys]),
    onRow: ({ digest }) => plan([digest]),
  })
  const retry = () => void list.refetch()
  if (list.isError && !list.data)
    return (
      <ListProblem repository={repository} error={list.error} onRetry={retry} isRetrying={list.isFetching} />
    )
  return (
    <>
      <TagsHeader
        registry={registry}
        repository={repository}
        freshness={latest?.freshness}
        shown={null}
        isFiltered={false}
      />
      <UntaggedToolbar state={state} choice={choice} latest={latest} />
      <TroubleNotice
        freshness={latest?.freshness}
        error={list.error}
        onRetry={retry}
        isRetrying={list.isFetching && !list.isFetchingNextPage}
      />
      <DataTable
        label={t('tableLabel', { repository })}
        columns={columns}
        rows={rows}
        rowKey={keyOf}
        rowName={nameOf}
        rowHref={hrefOf}
        onRowKey={onRowKey}
        onTableKey={(event) => onRowKey(event, null)}
        {...(mayDelete ? { selection } : {})}
        sort={{ id: sort, order }}
        onSort={(next) => {
          const known = manifestSorts.find((id) => id === next.id)
          if (known) state.setSort(known, next.order)
        }}
        isLoading={list.isPending}
        isStale={list.isPlaceholderData}
        totalCount={latest?.total ?? null}
        onEndReached={more}
        compactRow={CompactManifest}
        empty={
          state.isFiltered ? (
            <EmptyState
              title={t('noMatchTitle')}
              action={<Button onClick={state.clear}>{tTags('clearFilter')}</Button>}
            >
              <p>{tTags('noMatchText')}</p>
            </EmptyState>
          ) : (
            <EmptyState title={t('emptyTitle')}>
              <p>{t('emptyText')}</p>
            </EmptyState>
          )
        }
      />
      {hasSelection && (
        <SelectionBar
          of="manifests"
          selection={selection}
          body={body}
          loaded={rows.length}
          // What no tag points to can't be asked for by a filter: what is loaded is all that can be taken.
          total={null}
          isFiltered={false}
          onDelete={() => plan([...selection.value.keys])}
        />
      )}
    </>
  )
}
