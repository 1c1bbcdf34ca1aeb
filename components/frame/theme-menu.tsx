'use client'
import { Monitor, Moon, Sun, SunMoon } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { IconButton } from '#components/ui/button.tsx'
import { Menu, MenuChoice } from '#components/ui/menu.tsx'
import { type Theme, themes, useTheme } from '#lib/client/use-theme.ts'

const icons: Readonly<Record<Theme, React.ReactNode>> = {
  system: <Monitor aria-hidden />,
  light: <Sun aria-hidden />,
  dark: <Moon aria-hidden />,
}

export function ThemeMenu() {
  const t = useTranslations('frame')
  const [theme, setTheme] = useTheme()
  return (
    <Menu trigger={<IconButton label={t('theme')} icon={<SunMoon aria-hidden />} />}>
      <MenuChoice
        value={theme}
        onChange={setTheme}
        options={themes.map((value) => ({ value, label: t(`themes.${value}`), icon: icons[value] }))}
      />
    </Menu>
  )
}
