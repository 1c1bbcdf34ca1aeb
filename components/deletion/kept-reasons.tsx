'use client'
import { Fragment } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { Fact } from '#components/shared/facts.tsx'
import { nameOfItem, useItemWords } from '#components/shared/use-item-words.ts'
import { CodeLine } from '#components/ui/code-line.tsx'
import type { Deletion, DeletionItem } from '#lib/api/deletion.ts'
import { useDeletionItems } from '#lib/client/use-deletions.ts'
import { useRegistry } from '#lib/client/use-registries.ts'
import { TurnOnDeletion } from './turn-on-deletion.tsx'

const namesShown = 8

/** What was chosen and stays all the same: by reason, with how many and the first of them, and what would change it. */
export function KeptReasons({ plan }: { plan: Deletion }) {
  const t = useTranslations('cleanup.effects')
  const { number } = useFormatter()
  const { whyOf } = useItemWords()
  const { data } = useDeletionItems(plan.id, { action: 'keep' })
  const items = data?.pages[0]?.items ?? []
  const isAll = data?.pages[0]?.nextCursor === null
  const groups = new Map<string, DeletionItem[]>()
  for (const item of items) {
    const reason = item.reason ?? ''
    groups.set(reason, [...(groups.get(reason) ?? []), item])
  }
  return (
    <Fact label={t('kept', { count: plan.effects.itemsKept })}>
      <ul className="grid gap-2">
        {[...groups].map(([reason, kept]) => (
          <li key={reason} className="grid gap-1">
            <p>
              <span className="text-text">{whyOf({ ...first(kept), heldBy: [] })}</span>
              {' · '}
              {isAll
                ? t('keptCount', { count: kept.length })
                : t('keptAtLeast', { number: number(kept.length) })}
            </p>
            <Names items={kept} />
            <Remedy item={first(kept)} />
          </li>
        ))}
      </ul>
    </Fact>
  )
}

const first = (items: readonly DeletionItem[]): DeletionItem => {
  const [item] = items
  if (!item) throw new RangeError('a group has at least one item')
  return item
}

const Names = ({ items }: { items: readonly DeletionItem[] }) => (
  <p className="break-words font-mono text-xs">
    {items.slice(0, namesShown).map((item, at) => (
      <Fragment key={item.position}>
        {at > 0 && ', '}
        {nameOfItem(item)}
      </Fragment>
    ))}
    {items.length > namesShown && ' …'}
  </p>
)

/** What would have to change at the registry, or in our own configuration. */
function Remedy({ item }: { item: DeletionItem }) {
  const t = useTranslations('deletion')
  const { data } = useRegistry(item.registry)
  if (item.reason === 'deletion_disabled') return <TurnOnDeletion registryType={data?.type ?? null} />
  if (item.reason === 'read_only')
    return (
      <>
        <p>{t('turnOn.readOnly')}</p>
        <CodeLine code="readOnly: false" />
      </>
    )
  return item.detail ? <p className="font-mono text-xs">{item.detail}</p> : null
}
