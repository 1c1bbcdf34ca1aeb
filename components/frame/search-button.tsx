'use client'
import { Search } from 'lucide-react'
import dynamic from 'next/dynamic'
import { usePathname } from 'next/navigation'
import { useEffect, useState } from 'react'
import { useTranslations } from 'use-intl'
import { Kbd } from '#components/ui/badge.tsx'
import { rememberPlace } from '#lib/client/recent-places.ts'

/** Its code comes when it is opened first. */
const Palette = dynamic(() => import('#components/search/palette.tsx'), { ssr: false })

/** Opens the search over everything; so do ⌘K and Ctrl+K, wherever one is. */
export function SearchButton() {
  const t = useTranslations('frame')
  const pathname = usePathname()
  const [isOpen, setIsOpen] = useState(false)
  const [wasOpened, setWasOpened] = useState(false)
  const [isApple, setIsApple] = useState(false)
  const open = (next: boolean) => {
    setIsOpen(next)
    if (next) setWasOpened(true)
  }
  useEffect(() => setIsApple(/Mac|iPhone|iPad/.test(navigator.userAgent)), [])
  useEffect(() => rememberPlace(pathname), [pathname])
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (
        event.key.toLowerCase() !== 'k' ||
        !(event.metaKey || event.ctrlKey) ||
        event.altKey ||
        event.shiftKey
      )
        return
      event.preventDefault()
      // A dialog that is open is about something: search comes after it, and closes itself by the same keys.
      if (document.querySelector('[role=dialog], [role=alertdialog]') && !isOpen) return
      open(!isOpen)
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  })
  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        aria-keyshortcuts="Control+K Meta+K"
        onClick={() => open(true)}
        className="inline-flex h-8 shrink-0 items-center gap-2 rounded-md px-2 text-muted hover:bg-surface-hover hover:text-text md:border md:border-border-strong"
      >
        <Search aria-hidden className="size-4" />
        <span className="max-md:sr-only">{t('search')}</span>
        <span aria-hidden className="max-md:hidden">
          <Kbd>{isApple ? '⌘K' : 'Ctrl K'}</Kbd>
        </span>
      </button>
      {wasOpened && <Palette open={isOpen} onOpenChange={open} />}
    </>
  )
}
