'use client'
import dynamic from 'next/dynamic'
import { parseAsBoolean, useQueryState } from 'nuqs'
import { useCallback, useMemo } from 'react'
import { useTranslations } from 'use-intl'
import { patternProblemOf } from '#components/shared/pattern-problem.tsx'
import { Button } from '#components/ui/button.tsx'
import { DataTable } from '#components/ui/data-table.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { toast } from '#components/ui/toast.tsx'
import type { Tag } from '#lib/api/tags.ts'
import { problemOf } from '#lib/client/call.ts'
import { useColumnChoice } from '#lib/client/column-choice.ts'
import { requestCopy } from '#lib/client/copy-request.ts'
import { requestDeletion } from '#lib/client/deletion-request.ts'
import { compareImagesPath, manifestPath } from '#lib/client/paths.ts'
import { useMayDelete } from '#lib/client/use-may-delete.ts'
import { useTagToDelete } from '#lib/client/use-tag-to-delete.ts'
import { useRegistry } from '#lib/client/use-registries.ts'
import { useIsAllowed } from '#lib/client/use-session.ts'
import { useTags } from '#lib/client/use-tags.ts'
import { CompactTag } from './compact-tag.tsx'
import { copyOfSelection, maxCopied } from './copy-of-selection.ts'
import { deletionKeys } from './deletion-keys.ts'
import { ListProblem } from './list-problem.tsx'
import { pairToCompare } from './pair-to-compare.ts'
import { PushLesson } from './push-lesson.tsx'
import { defaultTagColumns, tagColumnIds, useTagColumns } from './tag-columns.tsx'
import { ResolveProgress, TroubleNotice } from './tag-notices.tsx'
import { resolveProgress, type TagSort } from './tag-order.ts'
import { TagsHeader } from './tags-header.tsx'
import { TagsToolbar } from './tags-toolbar.tsx'
import { useTagListState } from './use-tag-list-state.ts'
import { bodyOfSelection, useTagSelection } from './use-tag-selection.ts'

// Loaded when they are asked for, and when the first tag is selected.
const SuggestionsSheet = dynamic(() => import('./suggestions-sheet.tsx'), { ssr: false })
const SelectionBar = dynamic(() => import('./selection-bar.tsx'), { ssr: false })

interface TagsPageProps {
  readonly registry: string
  readonly repository: string
}

const suggestionsParser = parseAsBoolean.withDefault(false).withOptions({ history: 'replace' })
const nameOf = (tag: Tag) => tag.name
const hrefOf = (tag: Tag) => manifestPath(tag.registry, tag.repository, tag.name)

/** The tags of one repository. */
export function TagsPage({ registry, repository }: TagsPageProps) {
  const t = useTranslations('tags')
  const problems = useTranslations('problems')
  const state = useTagListState()
  const { sort, order } = state.query
  const { list, rows, latest, onView, loadMore, error } = useTags({ registry, repository }, state.query)
  const { data: place } = useRegistry(registry)
  const mayDelete = useMayDelete(registry)
  const maySelect = useIsAllowed('copy') || mayDelete
  const [, setToDelete] = useTagToDelete()
  const onDelete = useCallback((tag: string) => void setToDelete(tag), [setToDelete])
  const [isSuggesting, setIsSuggesting] = useQueryState('suggestions', suggestionsParser)
  const choice = useColumnChoice('tags', tagColumnIds, defaultTagColumns, sort)
  const columns = useTagColumns({
    shown: choice.shown,
    nameSort: sort === 'name' ? 'name' : 'version',
    onDigest: state.setDigest,
    onDelete: mayDelete ? onDelete : null,
  })
  const compactRow = useCallback(
    (tag: Tag) => <CompactTag tag={tag} onDelete={mayDelete ? onDelete : null} />,
    [mayDelete, onDelete],
  )
  const selection = useTagSelection({
    place: { registry, repository },
    query: state.query,
    rows,
    total: latest?.total ?? null,
    isCurrent: !list.isPlaceholderData,
  })
  const hasSelection = maySelect && selection.count !== 0
  const { value: selected, expectedOf } = selection
  const selectionBody = useMemo(
    () => bodyOfSelection({ registry, repository }, state.query, { value: selected, expectedOf }),
    [registry, repository, state.query, selected, expectedOf],
  )
  const pair = selected.isAll ? null : pairToCompare(selected.keys, rows)
  const addressOf = (reference: string) => ({ registry, repository, reference })
  const onDeleteSelection = () =>
    requestDeletion({
      body: selectionBody,
      onStarted: selection.clear,
    })
  const onCopySelection = () =>
    void copyOfSelection({ registry, repository }, state.query, selected).then(
      (items) => requestCopy({ items, onStarted: selection.clear }),
      (problem) => toast.error(problems(`${problemOf(problem).code}.title`)),
    )
  const canCopy = selection.count !== null && selection.count <= maxCopied
  const onRowKey = deletionKeys<Tag>({
    mayDelete,
    hasSelection,
    clear: selection.clear,
    onSelection: onDeleteSelection,
    onRow: ({ name }) => onDelete(name),
  })
  const retry = () => void list.refetch()

  const patternProblem = patternProblemOf(error)

  if (error && patternProblem === null && rows.length === 0 && !list.data)
    return <ListProblem repository={repository} error={error} onRetry={retry} isRetrying={list.isFetching} />
  return (
    <>
      <TagsHeader
        registry={registry}
        repository={repository}
        freshness={latest?.freshness}
        shown={latest?.total ?? null}
        isFiltered={state.isFiltered}
        {...(mayDelete ? { onSuggest: () => void setIsSuggesting(true) } : {})}
      />
      <TagsToolbar
        place={{ registry, repository }}
        state={state}
        choice={choice}
        latest={latest}
        patternProblem={patternProblem}
      />
      <TroubleNotice
        freshness={latest?.freshness}
        error={patternProblem === null ? error : null}
        onRetry={retry}
        isRetrying={list.isFetching && !list.isFetchingNextPage}
      />
      <ResolveProgress progress={resolveProgress(state.query, latest)} />
      <DataTable
        label={t('tableLabel', { repository })}
        columns={columns}
        rows={rows}
        rowKey={nameOf}
        rowHref={hrefOf}
        onRowKey={onRowKey}
        onTableKey={(event) => onRowKey(event, null)}
        {...(maySelect && state.query.group === null ? { selection } : {})}
        sort={{ id: sort, order }}
        onSort={(next) => state.setSort(next.id as TagSort, next.order)}
        isLoading={list.isPending}
        isStale={list.isPlaceholderData}
        totalCount={latest?.total ?? null}
        onEndReached={loadMore}
        onRangeChange={onView}
        compactRow={compactRow}
        empty={
          patternProblem !== null ? null : state.isFiltered ? (
            <EmptyState
              title={t('noMatchTitle')}
              action={<Button onClick={state.clear}>{t('clearFilter')}</Button>}
            >
              <p>{t('noMatchText')}</p>
            </EmptyState>
          ) : latest && latest.referrerTagCount > 0 ? (
            <EmptyState
              title={t('onlyReferrersTitle')}
              action={
                <Button onClick={() => state.setReferrers(true)}>
                  {t('referrerTags', { count: latest.referrerTagCount })}
                </Button>
              }
            />
          ) : latest?.freshness.state === 'unreachable' ? null : (
            <PushLesson repository={repository} host={place?.publicHost ?? null} />
          )
        }
      />
      {isSuggesting && mayDelete && (
        <SuggestionsSheet place={{ registry, repository }} onClose={() => void setIsSuggesting(null)} />
      )}
      {hasSelection && (
        <SelectionBar
          selection={selection}
          body={selectionBody}
          loaded={rows.length}
          total={latest?.total ?? null}
          isFiltered={state.isFiltered}
          comparePath={pair && compareImagesPath(addressOf(pair[0]), addressOf(pair[1]))}
          onCopy={canCopy ? onCopySelection : null}
          onDelete={mayDelete ? onDeleteSelection : null}
        />
      )}
    </>
  )
}
