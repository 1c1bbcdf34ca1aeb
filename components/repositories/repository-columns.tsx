'use client'
import clsx from 'clsx'
import { ChevronRight } from 'lucide-react'
import { useMemo } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { Bytes } from '#components/shared/bytes.tsx'
import { RelativeTime } from '#components/shared/relative-time.tsx'
import { Unknown } from '#components/shared/unknown.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { type Column, RowLink } from '#components/ui/data-table.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { Tooltip } from '#components/ui/tooltip.tsx'
import type { Repository, repositorySorts } from '#lib/api/repositories.ts'
import type { TreeNode } from '#lib/client/repository-tree.ts'

const isBeingRead = (repository: Repository) => repository.freshness.state === 'refreshing'

function Name({ node }: { node: TreeNode }) {
  const t = useTranslations('repositories')
  const indent = { paddingLeft: (node.level - 1) * 20 }
  if (node.kind === 'namespace') {
    return (
      <span className="flex min-w-0 items-center gap-1" style={indent}>
        <ChevronRight
          aria-hidden
          className={clsx('size-4 shrink-0 text-muted transition-transform', node.isOpen && 'rotate-90')}
        />
        <RowLink>{`${node.name}/`}</RowLink>
        <span className="pl-1 text-muted text-xs">{t('count', { count: node.repositoryCount })}</span>
      </span>
    )
  }
  const { source, empty } = node.repository
  return (
    <span className="flex min-w-0 items-center gap-2" style={indent}>
      {/* As wide as the arrow of a namespace, so that names of one level stand under each other. */}
      {node.level > 1 && <span aria-hidden className="w-3 shrink-0" />}
      <RowLink className="font-medium">{node.name}</RowLink>
      {empty && (
        <Tooltip content={t('emptyHint')}>
          <span>
            <Badge>{t('empty')}</Badge>
          </span>
        </Tooltip>
      )}
      {source !== 'catalog' && <span className="text-muted text-xs">{t(`source.${source}`)}</span>}
    </span>
  )
}

function TagCount({ node }: { node: TreeNode }) {
  const t = useTranslations('repositories')
  const { number } = useFormatter()
  const count = node.kind === 'namespace' ? node.tagCount : node.repository.tagCount
  if (count !== null) return number(count)
  if (node.kind === 'repository' && isBeingRead(node.repository)) return <Skeleton className="w-8" />
  return <Unknown reason={t('tagsUnknown')} />
}

function Size({ node }: { node: TreeNode }) {
  const t = useTranslations('repositories')
  if (node.kind === 'namespace') return <Unknown reason={t('sizeOfNamespace')} />
  if (node.repository.size === null && isBeingRead(node.repository)) return <Skeleton className="w-12" />
  return <Bytes bytes={node.repository.size} unknownReason={t('sizeUnknown')} />
}

function LastPush({ node }: { node: TreeNode }) {
  const t = useTranslations('repositories')
  const time = node.kind === 'namespace' ? node.lastPushedAt : node.repository.lastPushedAt
  if (time === null && node.kind === 'repository' && isBeingRead(node.repository))
    return <Skeleton className="w-20" />
  return <RelativeTime time={time} unknownReason={t('pushUnknown')} />
}

/** When a repository was last pulled, or first seen, or its tags were read; of a namespace only what can be said of all of it. */
function When({ node, of }: { node: TreeNode; of: 'lastPulledAt' | 'firstSeenAt' | 'asOf' }) {
  const t = useTranslations('repositories')
  if (node.kind === 'namespace')
    return of === 'lastPulledAt' && node.lastPulledAt !== null ? (
      <RelativeTime time={node.lastPulledAt} />
    ) : null
  const { repository } = node
  const time = of === 'asOf' ? repository.freshness.asOf : repository[of]
  return (
    <RelativeTime time={time} unknownReason={t(of === 'lastPulledAt' ? 'toldOfNoPull' : 'tagsUnknown')} />
  )
}

function Source({ node }: { node: TreeNode }) {
  const t = useTranslations('repositories')
  return node.kind === 'namespace' ? null : t(`source.${node.repository.source}`)
}

/** What a reader may choose to see beside the name of a repository. */
export const repositoryColumnIds = [
  'tagCount',
  'size',
  'lastPushedAt',
  'lastPulledAt',
  'firstSeenAt',
  'asOf',
  'source',
] as const satisfies readonly (typeof repositorySorts)[number][]
export type RepositoryColumn = (typeof repositoryColumnIds)[number]
export const defaultRepositoryColumns: readonly RepositoryColumn[] = repositoryColumnIds.slice(0, 3)

const number = { sortable: true, firstOrder: 'desc', align: 'end' } as const

export function useRepositoryColumns(shown: ReadonlySet<string>): readonly Column<TreeNode>[] {
  const t = useTranslations('repositories')
  return useMemo(() => {
    const byId: Readonly<Record<RepositoryColumn, Omit<Column<TreeNode>, 'id' | 'header'>>> = {
      tagCount: { ...number, width: '96px', cell: (node) => <TagCount node={node} /> },
      size: {
        ...number,
        hint: t('columns.sizeHint'),
        width: '112px',
        cell: (node) => <Size node={node} />,
      },
      lastPushedAt: {
        ...number,
        hint: t('columns.lastPushedAtHint'),
        width: '152px',
        cell: (node) => <LastPush node={node} />,
      },
      lastPulledAt: {
        ...number,
        hint: t('columns.lastPulledAtHint'),
        width: '152px',
        cell: (node) => <When node={node} of="lastPulledAt" />,
      },
      firstSeenAt: {
        ...number,
        hint: t('columns.firstSeenAtHint'),
        width: '136px',
        cell: (node) => <When node={node} of="firstSeenAt" />,
      },
      asOf: {
        ...number,
        hint: t('columns.asOfHint'),
        width: '136px',
        cell: (node) => <When node={node} of="asOf" />,
      },
      source: {
        sortable: true,
        hint: t('columns.sourceHint'),
        width: '144px',
        cell: (node) => <Source node={node} />,
      },
    }
    return [
      {
        id: 'name',
        header: t('columns.name'),
        sortable: true,
        width: 'minmax(240px, 1fr)',
        cell: (node) => <Name node={node} />,
      },
      ...repositoryColumnIds
        .filter((id) => shown.has(id))
        .map((id) => ({ id, header: t(`columns.${id}`), ...byId[id] })),
    ]
  }, [t, shown])
}

export const CompactRepository = (node: TreeNode) => (
  <div className="grid min-w-0">
    <Name node={node} />
    <CompactFacts node={node} />
  </div>
)

function CompactFacts({ node }: { node: TreeNode }) {
  const t = useTranslations('repositories')
  const count = node.kind === 'namespace' ? node.tagCount : node.repository.tagCount
  return (
    <span
      className="flex min-w-0 items-center gap-1 text-muted text-xs"
      style={{ paddingLeft: (node.level - 1) * 20 + (node.level > 1 || node.kind === 'namespace' ? 20 : 0) }}
    >
      {count !== null ? (
        t('tagCount', { count })
      ) : node.kind === 'repository' && isBeingRead(node.repository) ? (
        <TagCount node={node} />
      ) : (
        t('tagsUnknown')
      )}
      {/* There is no header over them here to say what a dash is of: what is not known is left out. */}
      {node.kind === 'repository' && node.repository.size !== null && (
        <>
          <span aria-hidden>·</span>
          <Size node={node} />
        </>
      )}
      {node.kind === 'repository' && node.repository.lastPushedAt !== null && (
        <>
          <span aria-hidden>·</span>
          <LastPush node={node} />
        </>
      )}
    </span>
  )
}
