'use client'
import clsx from 'clsx'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { Bytes } from '#components/shared/bytes.tsx'
import type { SizeNode } from '#lib/api/sizes.ts'
import { AtLeast } from './at-least.tsx'
import { hrefOfNode, useTileName } from './node-name.ts'

const columns =
  'grid grid-cols-[minmax(0,1fr)_110px_110px_110px_110px] gap-x-4 border-border border-b py-1.5 max-md:grid-cols-[minmax(0,1fr)_84px_84px] max-md:gap-x-2'
const number = 'text-right tabular-nums'
const wide = `${number} max-md:hidden`

/** The same as the map in words: what each holds, what it holds alone, and what it shares. */
export function SizesTable({ registry, nodes }: { registry: string; nodes: readonly SizeNode[] }) {
  const t = useTranslations('sizes')
  const nameOf = useTileName()
  const root = nodes[0]
  if (!root) return null
  const rows = nodes.filter(({ parent }) => parent === root.id)
  return (
    <table aria-label={t('table')} className="block w-full">
      <thead className="block">
        <tr className={clsx(columns, 'text-muted text-xs')}>
          <th scope="col" className="text-left font-normal">
            {t('name')}
          </th>
          <th scope="col" className={clsx(number, 'font-normal')}>
            {t('unique')}
          </th>
          <th scope="col" className={clsx(wide, 'font-normal')}>
            {t('shared')}
          </th>
          <th scope="col" className={clsx(number, 'font-normal')}>
            {t('total')}
          </th>
          <th scope="col" className={clsx(wide, 'font-normal')}>
            {t('repositories')}
          </th>
        </tr>
      </thead>
      <tbody className="block">
        {rows.map((node) => (
          <NodeRow key={node.id} node={node} registry={registry} />
        ))}
        <PartRow name={nameOf('inside', root)} bytes={root.sharedInside} />
        {root.kind === 'namespace' && (
          <PartRow name={nameOf('outside', root)} bytes={root.known.shared ?? 0} isTotal />
        )}
        <NodeRow node={root} registry={registry} isSum />
      </tbody>
    </table>
  )
}

interface NodeRowProps {
  readonly node: SizeNode
  readonly registry: string
  readonly isSum?: boolean
}

function NodeRow({ node, registry, isSum = false }: NodeRowProps) {
  const t = useTranslations('sizes')
  const format = useFormatter()
  const name = useTileName()(node.kind, node)
  const href = isSum ? null : hrefOfNode(registry, node)
  const { known } = node
  return (
    <tr className={clsx(columns, isSum && 'font-medium')}>
      <th scope="row" className="min-w-0 break-words text-left font-normal">
        {isSum ? (
          t('sum')
        ) : href ? (
          <Link href={href} prefetch={false} className="text-accent hover:underline">
            {name}
          </Link>
        ) : (
          name
        )}
      </th>
      <Cell className={number}>
        <Bytes bytes={node.unique ?? (known.unique || null)} unknownReason={t('unknown')} />
      </Cell>
      <Cell className={wide}>
        <AtLeast bytes={node.shared} known={known.shared} />
      </Cell>
      <Cell className={number}>
        <AtLeast bytes={node.total} known={known.total} />
      </Cell>
      <Cell className={wide}>{format.number(node.repositories)}</Cell>
    </tr>
  )
}

/** Bytes that belong to no single row. */
function PartRow({ name, bytes, isTotal = false }: { name: string; bytes: number; isTotal?: boolean }) {
  if (bytes === 0) return null
  const cell = <Bytes bytes={bytes} />
  return (
    <tr className={columns}>
      <th scope="row" className="min-w-0 text-left font-normal text-muted">
        {name}
      </th>
      <Cell className={number}>{!isTotal && cell}</Cell>
      <Cell className={wide}>{isTotal && cell}</Cell>
      <Cell className={number}>{cell}</Cell>
      <Cell className={wide} />
    </tr>
  )
}

const Cell = ({ className, children }: { className: string; children?: ReactNode }) => (
  <td className={className}>{children}</td>
)
