'use client'
import { Download, Plus, Upload } from 'lucide-react'
import Link from 'next/link'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '#components/ui/button.tsx'
import type { AutomationChanges } from '#lib/client/use-automations.ts'
import { useIsAllowed } from '#lib/client/use-session.ts'
import { ImportDialog } from './import-dialog.tsx'

interface ListActionsProps {
  readonly exportHref: string
  readonly newHref: string
  readonly newWords: string
  readonly importTitle: string
  readonly take: AutomationChanges<never>['take']
}

/** Out and in as YAML, and a new one. */
export function ListActions({ exportHref, newHref, newWords, importTitle, take }: ListActionsProps) {
  const t = useTranslations('automations')
  const [isImporting, setIsImporting] = useState(false)
  const mayChange = useIsAllowed('administer')
  return (
    <>
      <Button asChild>
        <a href={exportHref} download>
          <Download aria-hidden className="size-4" />
          {t('export')}
        </a>
      </Button>
      {mayChange && (
        <>
          <Button onClick={() => setIsImporting(true)}>
            <Upload aria-hidden className="size-4" />
            {t('import')}
          </Button>
          <Button asChild variant="primary">
            <Link href={newHref}>
              <Plus aria-hidden className="size-4" />
              {newWords}
            </Link>
          </Button>
        </>
      )}
      <ImportDialog open={isImporting} onOpenChange={setIsImporting} title={importTitle} take={take} />
    </>
  )
}
