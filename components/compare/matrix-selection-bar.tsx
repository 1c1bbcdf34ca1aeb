'use client'
import { ArrowRightLeft } from 'lucide-react'
import { type ComponentProps, useState } from 'react'
import { useTranslations } from 'use-intl'
import { SelectionBar } from '#components/shared/selection-bar.tsx'
import { Button } from '#components/ui/button.tsx'
import { BringOverDialog } from './bring-over-dialog.tsx'
import type { CompareView } from './use-compare-view.ts'
import type { MatrixSelection } from './use-matrix-selection.ts'
import type { Side } from './use-sides.ts'

interface MatrixSelectionBarProps
  extends Omit<ComponentProps<typeof SelectionBar>, 'selection' | 'children'> {
  readonly selection: MatrixSelection
  readonly view: CompareView
  readonly sides: readonly Side[]
}

/** What is selected of the matrix, and the button that brings it over to another side. */
export default function MatrixSelectionBar({ selection, view, sides, ...bar }: MatrixSelectionBarProps) {
  const t = useTranslations('compare.bringOver')
  const [isAsking, setIsAsking] = useState(false)
  return (
    <>
      <SelectionBar {...bar} selection={selection}>
        <Button variant="primary" onClick={() => setIsAsking(true)}>
          <ArrowRightLeft aria-hidden className="size-4" />
          {t('button')}
        </Button>
      </SelectionBar>
      {isAsking && (
        <BringOverDialog selection={selection} view={view} sides={sides} onClose={() => setIsAsking(false)} />
      )}
    </>
  )
}
