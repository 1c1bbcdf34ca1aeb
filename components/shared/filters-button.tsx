'use client'
import { ListFilter } from 'lucide-react'
import { type ReactNode, Suspense, useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '#components/ui/button.tsx'
import { Sheet } from '#components/ui/dialog.tsx'
import { Popover } from '#components/ui/popover.tsx'
import { useIsNarrow } from '#components/ui/use-media-query.ts'

interface FiltersButtonProps {
  /** How many filters are on. */
  readonly count: number
  /** The form; it may be loaded when it is first asked for. */
  readonly children: ReactNode
}

/** Opens what a list can be filtered by besides its text: beside the button, on a phone as a sheet. */
export function FiltersButton({ count, children }: FiltersButtonProps) {
  const t = useTranslations('tags.filters')
  const [isOpen, setOpen] = useState(false)
  const isNarrow = useIsNarrow()
  const form = <Suspense fallback={<div className="h-96" />}>{children}</Suspense>
  const button = (
    <Button aria-expanded={isOpen} onClick={isNarrow ? () => setOpen(true) : undefined}>
      <ListFilter aria-hidden className="size-4" />
      {count > 0 ? t('openCount', { count }) : t('open')}
    </Button>
  )
  if (!isNarrow)
    return (
      <Popover open={isOpen} onOpenChange={setOpen} label={t('title')} trigger={button}>
        {form}
      </Popover>
    )
  return (
    <>
      {button}
      <Sheet open={isOpen} onOpenChange={setOpen} title={t('title')}>
        {form}
      </Sheet>
    </>
  )
}
