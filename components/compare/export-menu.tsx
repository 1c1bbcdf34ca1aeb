'use client'
import { Download } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { Button } from '#components/ui/button.tsx'
import { Menu, MenuItem } from '#components/ui/menu.tsx'
import { exportComparison } from '#lib/api/compare.ts'
import { urlOf } from '#lib/client/call.ts'
import { type CompareView, queryOfView } from './use-compare-view.ts'

const formats = [
  { format: 'csv', name: 'CSV' },
  { format: 'json', name: 'JSON' },
  { format: 'markdown', name: 'Markdown' },
] as const

/** The rows that match, to take along as a file. */
export function ExportMenu({ view }: { readonly view: CompareView }) {
  const t = useTranslations('compare')
  return (
    <Menu
      trigger={
        <Button>
          <Download aria-hidden className="size-4" />
          {t('export')}
        </Button>
      }
    >
      {formats.map(({ format, name }) => (
        <MenuItem key={format} asChild>
          <a href={urlOf(exportComparison, { query: { ...queryOfView(view), format } })} download>
            {name}
          </a>
        </MenuItem>
      ))}
    </Menu>
  )
}
