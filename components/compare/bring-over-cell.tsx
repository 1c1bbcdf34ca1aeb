'use client'
import { ArrowRightLeft } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { IconButton } from '#components/ui/button.tsx'
import { useCellTabIndex } from '#components/ui/row-focus.ts'
import type { ComparedRow } from '#lib/api/compare.ts'
import { type MatrixLine, nameOfRow } from './matrix-rows.ts'

export type BringOver = (row: ComparedRow) => void

interface BringOverCellProps {
  readonly line: MatrixLine
  readonly onBringOver: BringOver
}

/** What is the same everywhere, and a platform of an index, has nothing to bring. */
export function BringOverCell({ line: { row, platform }, onBringOver }: BringOverCellProps) {
  const t = useTranslations('compare.bringOver')
  const tabIndex = useCellTabIndex()
  if (platform || row.state === 'same') return null
  return (
    <IconButton
      size="sm"
      tabIndex={tabIndex}
      label={t('row', { tag: nameOfRow(row) })}
      icon={<ArrowRightLeft aria-hidden />}
      aria-keyshortcuts="b"
      onClick={() => onBringOver(row)}
    />
  )
}
