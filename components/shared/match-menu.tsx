'use client'
import { ChevronDown } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { Button } from '#components/ui/button.tsx'
import { Menu, MenuChoice } from '#components/ui/menu.tsx'
import type { MatchMode } from '#lib/api/filters.ts'

interface MatchMenuProps<Mode extends MatchMode> {
  readonly value: Mode
  /** What makes sense for the names of this list, each with an example of such a name. */
  readonly options: readonly { readonly value: Mode; readonly label: string }[]
  readonly onChange: (mode: Mode) => void
}

/** How the filter is read: letters, a glob, a regular expression, a range of versions. */
export function MatchMenu<Mode extends MatchMode>({ value, options, onChange }: MatchMenuProps<Mode>) {
  const t = useTranslations('tags.match')
  const mode: MatchMode = value
  const name = t(`name.${mode}`)
  return (
    <Menu
      align="start"
      trigger={
        <Button aria-label={t('label', { mode: name })}>
          {name}
          <ChevronDown aria-hidden className="size-4 text-muted" />
        </Button>
      }
    >
      <MenuChoice value={value} onChange={onChange} options={options} />
    </Menu>
  )
}
