'use client'
import { Columns3 } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { Button } from '#components/ui/button.tsx'
import { Menu, MenuCheck, MenuItem, MenuSeparator } from '#components/ui/menu.tsx'
import type { ColumnChoice } from '#lib/client/column-choice.ts'

interface ColumnsMenuProps<Id extends string> {
  readonly choice: ColumnChoice<Id>
  readonly columns: readonly { readonly id: Id; readonly name: string }[]
  /** Called with a column that is taken away while the table is sorted by it. */
  readonly onSortHidden: () => void
  readonly sort: string
}

/** Which columns a table shows. Two-line rows on a phone have none. */
export function ColumnsMenu<Id extends string>({
  choice,
  columns,
  sort,
  onSortHidden,
}: ColumnsMenuProps<Id>) {
  const t = useTranslations('ui')
  return (
    <Menu
      trigger={
        <Button className="ml-auto max-md:hidden">
          <Columns3 aria-hidden className="size-4" />
          {t('columns')}
        </Button>
      }
    >
      {columns.map(({ id, name }) => (
        <MenuCheck
          key={id}
          checked={choice.shown.has(id)}
          onChange={(isShown) => {
            if (!isShown && id === sort) onSortHidden()
            choice.show(id, isShown)
          }}
        >
          {name}
        </MenuCheck>
      ))}
      <MenuSeparator />
      <MenuItem disabled={choice.isDefault} onSelect={choice.reset}>
        {t('defaultColumns')}
      </MenuItem>
    </Menu>
  )
}
