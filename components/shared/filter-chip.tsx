'use client'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { RemovableChip } from '#components/ui/chip.tsx'

interface FilterChipProps {
  /** The filter in words, which are also what the button that takes it off is called by. */
  readonly words: string
  readonly onRemove: () => void
  readonly children?: ReactNode
}

/** A filter that is on, to be taken off. */
export function FilterChip({ words, onRemove, children }: FilterChipProps) {
  const t = useTranslations('tags.filters')
  return (
    <RemovableChip onRemove={onRemove} removeLabel={t('remove', { filter: words })}>
      {children ?? words}
    </RemovableChip>
  )
}
