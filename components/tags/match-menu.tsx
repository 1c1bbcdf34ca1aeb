'use client'
import { ChevronDown } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { Button } from '#components/ui/button.tsx'
import { Menu, MenuChoice } from '#components/ui/menu.tsx'
import { type MatchMode, matchModes } from '#lib/api/filters.ts'

interface MatchMenuProps {
  readonly value: MatchMode
  readonly onChange: (mode: MatchMode) => void
}

/** How the filter is read: letters, a glob, a regular expression, a range of versions. */
export function MatchMenu({ value, onChange }: MatchMenuProps) {
  const t = useTranslations('tags.match')
  return (
    <Menu
      align="start"
      trigger={
        <Button aria-label={t('label', { mode: t(`name.${value}`) })}>
          {t(`name.${value}`)}
          <ChevronDown aria-hidden className="size-4 text-muted" />
        </Button>
      }
    >
      <MenuChoice
        value={value}
        onChange={onChange}
        options={matchModes.map((mode) => ({ value: mode, label: t(`choice.${mode}`) }))}
      />
    </Menu>
  )
}
