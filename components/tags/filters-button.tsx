'use client'
import { ListFilter } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '#components/ui/button.tsx'
import { Sheet } from '#components/ui/dialog.tsx'
import { Popover } from '#components/ui/popover.tsx'
import { useIsNarrow } from '#components/ui/use-media-query.ts'
import { filterCount } from '#lib/client/tag-list-query.ts'
import type { FiltersProps } from './filters-form.tsx'

// Most readers of a list never open it.
const FiltersForm = lazy(() => import('./filters-form.tsx'))

/** Opens what a list can be filtered by besides its text: beside the button, on a phone as a sheet. */
export function FiltersButton({ place, state, resolved }: FiltersProps) {
  const t = useTranslations('tags.filters')
  const [isOpen, setOpen] = useState(false)
  const isNarrow = useIsNarrow()
  const count = filterCount(state.query)
  const form = (
    <Suspense fallback={<div className="h-96" />}>
      <FiltersForm place={place} state={state} resolved={resolved} />
    </Suspense>
  )
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
