'use client'
import { Copy, GitCompareArrows, Trash2 } from 'lucide-react'
import Link from 'next/link'
import type { ComponentProps } from 'react'
import { useTranslations } from 'use-intl'
import { Bytes } from '#components/shared/bytes.tsx'
import { SelectionBar as Bar } from '#components/shared/selection-bar.tsx'
import { Button } from '#components/ui/button.tsx'
import type { DeletionBody } from '#lib/client/deletion-request.ts'
import { useFreedBytes } from '#lib/client/use-freed-bytes.ts'

interface SelectionBarProps extends Omit<ComponentProps<typeof Bar>, 'facts' | 'children'> {
  /** The selection as its deletion would ask for it. */
  readonly body: DeletionBody
  /** Where the two that are selected stand side by side; null unless there are two. */
  readonly comparePath?: string | null
  /** null where none of it can be copied, or too much is selected for one copy. */
  readonly onCopy?: (() => void) | null
  /** null: whoever looks may not delete here. */
  readonly onDelete: (() => void) | null
}

/** What can be done with selected tags, or manifests without one. */
export default function SelectionBar({
  body,
  comparePath = null,
  onCopy = null,
  onDelete,
  ...bar
}: SelectionBarProps) {
  const t = useTranslations('tags.selection')
  const freed = useFreedBytes(body, onDelete !== null)
  const { count } = bar.selection
  return (
    <Bar
      {...bar}
      facts={
        freed && (
          <p className="text-muted">
            {t.rich('freed', {
              bytes: () => <Bytes bytes={freed.bytesFreed} unknownReason={t('freedUnknown')} />,
            })}
          </p>
        )
      }
    >
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
          {count === null ? t('deleteAll') : t(`delete.${bar.of ?? 'tags'}`, { count })}
        </Button>
      )}
    </Bar>
  )
}
