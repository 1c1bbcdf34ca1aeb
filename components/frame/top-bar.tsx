'use client'
import { Menu as MenuIcon } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { IconButton } from '#components/ui/button.tsx'
import { Breadcrumb } from './breadcrumb.tsx'
import { LanguageSwitch } from './language-switch.tsx'
import { SearchButton } from './search-button.tsx'
import { ThemeMenu } from './theme-menu.tsx'
import { UserMenu } from './user-menu.tsx'

export function TopBar({ onOpenDrawer }: { onOpenDrawer: () => void }) {
  const t = useTranslations('frame')
  return (
    <header className="flex h-12 shrink-0 items-center gap-1 border-border border-b px-2 md:pr-4 md:pl-6">
      <IconButton
        label={t('openNavigation')}
        icon={<MenuIcon aria-hidden />}
        onClick={onOpenDrawer}
        className="md:hidden"
      />
      <Breadcrumb />
      <SearchButton />
      <ThemeMenu />
      <LanguageSwitch />
      <UserMenu />
    </header>
  )
}
