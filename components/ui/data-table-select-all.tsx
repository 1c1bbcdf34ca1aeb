'use client'
import { useTranslations } from 'use-intl'
import type { Selection } from './data-table-types.ts'

interface SelectAllProps {
  readonly selection: Selection
  readonly total: number
  readonly onToggle: () => void
}

export function SelectAllCell({ selection, total, onToggle }: SelectAllProps) {
  const t = useTranslations('ui')
  const count = selection.selected.size
  return (
    <th scope="col" className="flex items-center justify-center">
      <input
        type="checkbox"
        ref={(box) => {
          if (box) box.indeterminate = count > 0 && count < total
        }}
        checked={total > 0 && count >= total}
        onChange={onToggle}
        aria-label={t('selectAll')}
        className="size-4 accent-accent"
      />
    </th>
  )
}
