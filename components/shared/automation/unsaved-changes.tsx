'use client'
import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { askBeforeLeaving } from '#lib/client/leaving.ts'

/** The link of our own that a click leads to another page by; null: it stays here, or opens elsewhere. */
function leavingLinkOf(event: MouseEvent): HTMLAnchorElement | null {
  if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return null
  const link = event.target instanceof Element ? event.target.closest('a') : null
  if (!link?.href || link.target || link.hasAttribute('download')) return null
  return link.origin === location.origin && link.pathname !== location.pathname ? link : null
}

/** Stands on a page while something on it is not saved: who leaves it is asked first. */
export function UnsavedChanges() {
  const t = useTranslations('automations.leaving')
  const router = useRouter()
  const [go, setGo] = useState<(() => void) | null>(null)
  useEffect(() => {
    const stop = askBeforeLeaving((leaving) => setGo(() => leaving))
    const onClick = (event: MouseEvent) => {
      const link = leavingLinkOf(event)
      if (!link) return
      event.preventDefault()
      event.stopPropagation()
      setGo(() => () => router.push(link.pathname + link.search + link.hash))
    }
    // The browser asks in its own words.
    const onUnload = (event: BeforeUnloadEvent) => event.preventDefault()
    document.addEventListener('click', onClick, true)
    window.addEventListener('beforeunload', onUnload)
    return () => {
      stop()
      document.removeEventListener('click', onClick, true)
      window.removeEventListener('beforeunload', onUnload)
    }
  }, [router])
  return (
    <Dialog
      open={go !== null}
      onOpenChange={(isOpen) => isOpen || setGo(null)}
      title={t('title')}
      description={t('text')}
      initialFocus="marked"
      footer={
        <>
          <Button onClick={() => setGo(null)} data-autofocus>
            {t('stay')}
          </Button>
          <Button variant="danger" onClick={() => go?.()}>
            {t('leave')}
          </Button>
        </>
      }
    />
  )
}
