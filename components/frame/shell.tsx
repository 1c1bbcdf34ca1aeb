'use client'
import { type ReactNode, useState } from 'react'
import { useTranslations } from 'use-intl'
import { Sheet } from '#components/ui/dialog.tsx'
import { useLive } from '#lib/client/use-live.ts'
import { KeysSheet } from './keys-sheet.tsx'
import { Sidebar } from './sidebar.tsx'
import { TopBar } from './top-bar.tsx'
import { useGlobalKeys } from './use-global-keys.ts'

/** Sidebar, top bar and the place of the page. The page fills the height and scrolls inside of itself. */
export function Shell({ children }: { children: ReactNode }) {
  const t = useTranslations('frame')
  const [isDrawerOpen, setIsDrawerOpen] = useState(false)
  const [isKeysOpen, setIsKeysOpen] = useState(false)
  useLive()
  useGlobalKeys({ onHelp: () => setIsKeysOpen(true) })
  return (
    <div className="relative flex h-dvh min-w-0 overflow-clip">
      <a
        href="#content"
        className="sr-only rounded-md bg-accent px-3 py-2 text-on-accent focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50"
      >
        {t('skipToContent')}
      </a>
      <aside className="hidden w-58 shrink-0 flex-col border-border border-r bg-surface-raised md:flex">
        <Sidebar onShowKeys={() => setIsKeysOpen(true)} />
      </aside>
      <div className="flex min-w-0 flex-1 flex-col">
        <TopBar onOpenDrawer={() => setIsDrawerOpen(true)} />
        <main id="content" tabIndex={-1} className="flex min-h-0 flex-1 flex-col focus:outline-none">
          {children}
        </main>
      </div>
      <Sheet side="left" open={isDrawerOpen} onOpenChange={setIsDrawerOpen} title={t('navigation')}>
        <div className="-mx-4 flex h-full flex-col">
          <Sidebar
            isDrawer
            onNavigate={() => setIsDrawerOpen(false)}
            onShowKeys={() => {
              setIsDrawerOpen(false)
              setIsKeysOpen(true)
            }}
          />
        </div>
      </Sheet>
      <KeysSheet open={isKeysOpen} onOpenChange={setIsKeysOpen} />
    </div>
  )
}
