'use client'
import { ArrowRightLeft } from 'lucide-react'
import type { ComponentProps } from 'react'
import { useTranslations } from 'use-intl'
import { SelectionBar } from '#components/shared/selection-bar.tsx'
import { Button } from '#components/ui/button.tsx'

interface MatrixSelectionBarProps extends Omit<ComponentProps<typeof SelectionBar>, 'children'> {
  readonly onBringOver: () => void
}

/** What is selected of the matrix, and the button that brings it over to another side. */
export default function MatrixSelectionBar({ onBringOver, ...bar }: MatrixSelectionBarProps) {
  const t = useTranslations('compare.bringOver')
  return (
    <SelectionBar {...bar}>
      <Button variant="primary" onClick={onBringOver}>
        <ArrowRightLeft aria-hidden className="size-4" />
        {t('button')}
      </Button>
    </SelectionBar>
  )
}
