'use client'
import { Bookmark, BookmarkCheck } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '#components/ui/button.tsx'
import { IntentLink } from '#components/ui/intent-link.tsx'
import { comparePath } from '#lib/client/paths.ts'
import { useIsAllowed } from '#lib/client/use-session.ts'
import type { CompareView } from '../use-compare-view.ts'
import { questionOfView, useSavedOf } from './use-saved-of.ts'

// A form that is rarely wanted comes when it is.
const SaveDialog = dynamic(() => import('./save-dialog.tsx'), { ssr: false })

interface SaveActionsProps {
  readonly view: CompareView
  /** The sides in words, from which a name is proposed. */
  readonly titles: readonly string[]
}

/** Saves what is compared, or changes what is saved of it; and leads to all that is saved. */
export function SaveActions({ view, titles }: SaveActionsProps) {
  const t = useTranslations('comparisons')
  const maySave = useIsAllowed('save')
  const saved = useSavedOf(view)
  const [isOpen, setIsOpen] = useState(false)
  const mayChange = maySave && saved !== undefined && saved?.source !== 'file'
  const name = titles.join(' ↔ ').slice(0, 100)
  return (
    <>
      <Button asChild>
        <IntentLink href={comparePath}>{t('all')}</IntentLink>
      </Button>
      {mayChange && (
        <Button onClick={() => setIsOpen(true)}>
          {saved ? (
            <BookmarkCheck aria-hidden className="size-4" />
          ) : (
            <Bookmark aria-hidden className="size-4" />
          )}
          {t(saved ? 'edit' : 'save')}
        </Button>
      )}
      {isOpen && (
        <SaveDialog
          comparison={saved ?? { ...questionOfView(view), name }}
          onClose={() => setIsOpen(false)}
        />
      )}
    </>
  )
}
