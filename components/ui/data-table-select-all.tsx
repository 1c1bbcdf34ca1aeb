'use client'
import { useTranslations } from 'use-intl'
import type { Selection } from './data-table-types.ts'
import { isRowSelected } from './row-selection.ts'

interface SelectAllProps {
  readonly selection: Selection
  /** Of the rows that are loaded and have a box. */
  readonly keys: readonly string[]
  readonly onToggle: () => void
}

/** Selects all rows that are loaded, or none. */
export function SelectAllCell({ selection, keys, onToggle }: SelectAllProps) {
  const t = useTranslations('ui')
  const isAll = keys.length > 0 && keys.every((key) => isRowSelected(selection.value, key))
  const isSome = selection.value.isAll || selection.value.keys.size > 0
  return (
    <th scope="col" className="flex items-center justify-center">
      <input
        type="checkbox"
        ref={(box) => {
          if (box) box.indeterminate = isSome && !isAll
        }}
        checked={isAll}
        onChange={onToggle}
        aria-label={t('selectAll')}
        className="size-4 accent-accent"
      />
    </th>
  )
}
