'use client'
import { type KeyboardEvent, type ReactNode, useEffect, useMemo } from 'react'
import { useTranslations } from 'use-intl'
import { DataTable, type Sort } from '#components/ui/data-table.tsx'
import { type Repository, repositorySorts } from '#lib/api/repositories.ts'
import { repositoryPath } from '#lib/client/paths.ts'
import { repositoryTree, type TreeNode } from '#lib/client/repository-tree.ts'
import type { useRepositories } from '#lib/client/use-repositories.ts'
import { useRows } from '#lib/client/use-rows.ts'
import { useReadTagsAhead } from '#lib/client/use-tags.ts'
import { CompactRepository, useRepositoryColumns } from './repository-columns.tsx'
import type { ChangeView, RepositoriesView } from './use-repositories-view.ts'

interface TableProps {
  readonly registry: string
  readonly registryName: string
  readonly view: RepositoriesView
  readonly setView: ChangeView
  readonly columns: ReadonlySet<string>
  readonly isFiltered: boolean
  readonly list: ReturnType<typeof useRepositories>
  readonly empty: ReactNode
}

const keyOf = (node: TreeNode) => (node.kind === 'namespace' ? `${node.path}/` : node.repository.name)
const hrefOf = (node: TreeNode) =>
  node.kind === 'repository' ? repositoryPath(node.repository.registry, node.repository.name) : undefined
const treeOf = (node: TreeNode) => ({
  level: node.level,
  isExpanded: node.kind === 'namespace' ? node.isOpen : null,
})
const flatNode = (repository: Repository): TreeNode => ({
  kind: 'repository',
  repository,
  name: repository.name,
  level: 1,
})

export function RepositoriesTable({
  registry,
  registryName,
  view,
  setView,
  list,
  empty,
  ...props
}: TableProps) {
  const t = useTranslations('repositories')
  const columns = useRepositoryColumns(props.columns)
  const readTagsAhead = useReadTagsAhead(registry)
  const { rows: repositories, more } = useRows(list)
  // What matches a filter is shown, folded or not.
  const closed = useMemo(() => new Set(props.isFiltered ? [] : view.closed), [props.isFiltered, view.closed])
  const rows = useMemo(
    () => (view.view === 'tree' ? repositoryTree(repositories, closed) : repositories.map(flatNode)),
    [view.view, repositories, closed],
  )
  // A tree is only true when it is whole.
  useEffect(() => {
    if (view.view === 'tree') more()
  }, [view.view, more])

  const fold = (path: string, isOpen: boolean) =>
    setView({ closed: isOpen ? view.closed.filter((p) => p !== path) : [...view.closed, path] })
  const onRowKey = (event: KeyboardEvent, node: TreeNode) => {
    if (node.kind !== 'namespace') return
    if (event.key === 'ArrowLeft' && node.isOpen) fold(node.path, false)
    else if (event.key === 'ArrowRight' && !node.isOpen) fold(node.path, true)
    else return
    event.preventDefault()
  }
  const isTree = view.view === 'tree'
  return (
    <DataTable
      label={t('tableLabel', { registry: registryName })}
      columns={columns}
      rows={rows}
      rowKey={keyOf}
      rowHref={hrefOf}
      onBeforeOpen={(node) => {
        if (node.kind === 'repository') readTagsAhead(node.repository.name)
      }}
      onOpen={(node) => node.kind === 'namespace' && fold(node.path, !node.isOpen)}
      onRowKey={onRowKey}
      {...(isTree ? { rowTree: treeOf } : {})}
      sort={{ id: view.sort, order: view.order }}
      onSort={({ id, order }: Sort) => {
        const sort = repositorySorts.find((s) => s === id)
        if (sort) setView({ sort, order })
      }}
      isLoading={list.isPending}
      isStale={list.isPlaceholderData}
      totalCount={isTree ? rows.length : (list.data?.pages[0]?.total ?? null)}
      onEndReached={more}
      compactRow={CompactRepository}
      empty={empty}
    />
  )
}
