'use client'
import dynamic from 'next/dynamic'
import { type KeyboardEvent, useCallback, useMemo, useState } from 'react'
import { useTranslations } from 'use-intl'
import { patternProblemOf } from '#components/shared/pattern-problem.tsx'
import { ProblemState } from '#components/shared/problem-state.tsx'
import { Button } from '#components/ui/button.tsx'
import { DataTable, type TableKey } from '#components/ui/data-table.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { compareSorts } from '#lib/api/compare.ts'
import { compareImagesPath } from '#lib/client/paths.ts'
import { useComparison } from '#lib/client/use-comparison.ts'
import { useRows } from '#lib/client/use-rows.ts'
import { useIsAllowed } from '#lib/client/use-session.ts'
import { CompactLine } from './compact-line.tsx'
import { useMatrixColumns } from './matrix-columns.tsx'
import { MatrixHeader } from './matrix-header.tsx'
import { keyOfLine, type MatrixLine, matrixLines, nameOfRow } from './matrix-rows.ts'
import { MatrixToolbar } from './matrix-toolbar.tsx'
import { repositoryAt, targetOf } from './targets.ts'
import { firstOrderOf, queryOfView, type useCompareView } from './use-compare-view.ts'
import { useBringingOver } from './use-bringing-over.ts'
import { useMatrixSelection } from './use-matrix-selection.ts'
import { useSides } from './use-sides.ts'

// Loaded when the first tag is selected.
const MatrixSelectionBar = dynamic(() => import('./matrix-selection-bar.tsx'), { ssr: false })
// Loaded when something is to be brought over.
const BringOverDialog = dynamic(() => import('./bring-over-dialog.tsx'), { ssr: false })

interface TagMatrixProps {
  readonly state: ReturnType<typeof useCompareView>
  /** Leads back to the choice of the sides. */
  readonly onChange: () => void
}

const isTag = ({ platform }: MatrixLine) => platform === null
const treeOf = ({ platform, isOpen }: MatrixLine) => ({ level: platform ? 2 : 1, isExpanded: isOpen })

const isPlainB = ({ key, ctrlKey, metaKey, altKey }: TableKey) =>
  key === 'b' && !ctrlKey && !metaKey && !altKey

/** One row a tag, one column a side. */
export function TagMatrix({ state, onChange }: TagMatrixProps) {
  const t = useTranslations('compare')
  const { view, setView, isFiltered, clear } = state
  const { list, failure } = useComparison(queryOfView(view))
  const { rows, more } = useRows(list)
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set())
  const onFold = useCallback(
    (tag: string, isOpen: boolean) =>
      setOpen((now) => new Set(isOpen ? [...now, tag] : [...now].filter((name) => name !== tag))),
    [],
  )
  const lines = useMemo(() => matrixLines(rows, open), [rows, open])
  const sides = useSides(view.target)
  const titles = useMemo(() => sides.map(({ title }) => title), [sides])
  const hrefOf = useCallback((line: MatrixLine) => imagesHref(view.target, line), [view.target])
  const latest = list.data?.pages[0]
  const total = latest?.total ?? null
  const mayCopy = useIsAllowed('copy')
  const isWhole = list.isSuccess && !list.hasNextPage && !list.isPlaceholderData && latest?.unknownCount === 0
  const selection = useMatrixSelection({ view, rows, total, isFiltered, isWhole })
  const hasSelection = mayCopy && selection.count !== 0
  const bringing = useBringingOver(selection)
  const onBringOver = mayCopy ? bringing.onRow : null
  const columns = useMatrixColumns(titles, onFold, onBringOver)
  const compactRow = useCallback(
    (line: MatrixLine) => <CompactLine line={line} onFold={onFold} onBringOver={onBringOver} />,
    [onFold, onBringOver],
  )
  const onTableKey = (event: TableKey): boolean => {
    if (!hasSelection) return false
    if (event.key === 'Escape') selection.clear()
    else if (isPlainB(event)) bringing.onSelection()
    else return false
    event.preventDefault()
    return true
  }
  const onRowKey = (event: KeyboardEvent, { row, isOpen, platform }: MatrixLine) => {
    if (onTableKey(event)) return
    if (isPlainB(event) && onBringOver && platform === null) onBringOver(row)
    else if (event.key === 'ArrowRight' && isOpen === false) onFold(nameOfRow(row), true)
    else if (event.key === 'ArrowLeft' && (isOpen || platform)) onFold(nameOfRow(row), false)
    else return
    event.preventDefault()
  }
  const patternProblem = patternProblemOf(failure ?? list.error)
  return (
    <>
      <MatrixHeader view={view} latest={latest} titles={titles} onChange={onChange} />
      <MatrixToolbar view={view} onChange={setView} counts={latest?.counts} patternProblem={patternProblem} />
      {failure !== null && patternProblem === null && !latest ? (
        <ProblemState error={failure} onRetry={() => list.refetch()} isRetrying={list.isFetching} />
      ) : (
        <DataTable
          label={t('tableLabel')}
          columns={columns}
          rows={lines}
          rowKey={keyOfLine}
          rowHref={hrefOf}
          rowTree={treeOf}
          onRowKey={onRowKey}
          onTableKey={onTableKey}
          {...(mayCopy ? { selection, canSelect: isTag } : {})}
          sort={{ id: view.sort === 'name' ? 'version' : view.sort, order: view.order }}
          onSort={({ id, order }) => {
            const sort = compareSorts.find((known) => known === id)
            if (sort) setView({ sort, order: order === firstOrderOf(sort) ? null : order })
          }}
          isLoading={list.isPending}
          isStale={list.isPlaceholderData}
          totalCount={total === null ? null : total + lines.length - rows.length}
          onEndReached={more}
          compactRow={compactRow}
          empty={
            patternProblem !== null ? null : isFiltered ? (
              <EmptyState title={t('noMatchTitle')} action={<Button onClick={clear}>{t('clear')}</Button>}>
                <p>{t('noMatchText')}</p>
              </EmptyState>
            ) : (
              <EmptyState title={t('emptyTitle')} />
            )
          }
        />
      )}
      {hasSelection && (
        <MatrixSelectionBar
          selection={selection}
          onBringOver={bringing.onSelection}
          loaded={rows.length}
          total={total}
          isFiltered={isFiltered}
        />
      )}
      {bringing.brought && (
        <BringOverDialog brought={bringing.brought} view={view} sides={sides} onClose={bringing.onClose} />
      )}
    </>
  )
}

/** The first two sides that have the tag, side by side; undefined where there are no two. */
function imagesHref(targets: readonly string[], { row }: MatrixLine): string | undefined {
  const [left, right] = targets.flatMap((text, at) => {
    const target = row.targets[at] ? targetOf(text) : null
    return target
      ? [{ registry: target.registry, repository: repositoryAt(target, row.path), reference: row.name }]
      : []
  })
  return left && right ? compareImagesPath(left, right) : undefined
}
