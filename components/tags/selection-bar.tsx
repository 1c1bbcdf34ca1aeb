'use client'
import { Copy, GitCompareArrows, Trash2, X } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'use-intl'
import { Bytes } from '#components/shared/bytes.tsx'
import { Button, IconButton } from '#components/ui/button.tsx'
import type { DeletionBody } from '#lib/client/deletion-request.ts'
import { useFreedBytes } from '#lib/client/use-freed-bytes.ts'
import type { TagSelection } from './use-tag-selection.ts'

interface SelectionBarProps {
  readonly selection: Pick<TagSelection, 'value' | 'count' | 'clear' | 'selectEverything'>
  /** What the rows are. */
  readonly of?: 'tags' | 'manifests'
  /** The selection as its deletion would ask for it. */
  readonly body: DeletionBody
  /** How many rows are loaded, and how many there are: all of them can be selected at once. */
  readonly loaded: number
  readonly total: number | null
  readonly isFiltered: boolean
  /** Where the two that are selected stand side by side; null unless there are two. */
  readonly comparePath?: string | null
  /** null where none of it can be copied, or too much is selected for one copy. */
  readonly onCopy?: (() => void) | null
  /** null: whoever looks may not delete here. */
  readonly onDelete: (() => void) | null
}

/** What is selected and what can be done with it. It rises from below the table, which gives it the room. */
export default function SelectionBar({
  selection,
  of = 'tags',
  body,
  loaded,
  total,
  isFiltered,
  comparePath = null,
  onCopy = null,
  onDelete,
}: SelectionBarProps) {
  const t = useTranslations('tags.selection')
  const { value, count } = selection
  const freed = useFreedBytes(body, onDelete !== null)
  const words = count === null ? t('all') : t(`count.${of}`, { count })
  const canTakeAll = !value.isAll && total !== null && count !== null && count < total && total > loaded
  return (
    <section
      aria-label={t('label')}
      className="rise-in flex shrink-0 flex-wrap items-center gap-x-3 gap-y-2 border-border-strong border-t bg-surface-raised px-4 py-2 md:px-6"
    >
      <p className="font-medium">{words}</p>
      {value.isAll && value.keys.size > 0 && (
        <p className="text-muted">{t('except', { count: value.keys.size })}</p>
      )}
      {freed && (
        <p className="text-muted">
          {t.rich('freed', {
            bytes: () => <Bytes bytes={freed.bytesFreed} unknownReason={t('freedUnknown')} />,
          })}
        </p>
      )}
      {canTakeAll && (
        <button
          type="button"
          className="rounded-sm text-accent hover:underline"
          onClick={selection.selectEverything}
        >
          {t(isFiltered ? 'takeMatching' : 'takeAll', { count: total })}
        </button>
      )}
      <span aria-hidden className="flex-1" />
      {comparePath !== null && (
        <Button asChild>
          <Link href={comparePath}>
            <GitCompareArrows aria-hidden className="size-4" />
            {t('compare')}
          </Link>
        </Button>
      )}
      {onCopy && (
        <Button onClick={onCopy}>
          <Copy aria-hidden className="size-4" />
          {t('copy')}
        </Button>
      )}
      {onDelete && (
        <Button variant="danger" onClick={onDelete}>
          <Trash2 aria-hidden className="size-4" />
          {count === null ? t('deleteAll') : t(`delete.${of}`, { count })}
        </Button>
      )}
      <IconButton label={t('clear')} icon={<X aria-hidden />} onClick={selection.clear} />
    </section>
  )
}
