'use client'
import { Download, Plus, Upload } from 'lucide-react'
import Link from 'next/link'
import { parseAsStringLiteral, useQueryState } from 'nuqs'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '#components/ui/button.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { Tabs } from '#components/ui/tabs.tsx'
import { exportPolicies } from '#lib/api/policies.ts'
import { urlOf } from '#lib/client/call.ts'
import { newPolicyPath } from '#lib/client/paths.ts'
import { useIsAllowed } from '#lib/client/use-session.ts'
import { ImportDialog } from './import-dialog.tsx'
import { PoliciesTable } from './policies-table.tsx'
import { Protections } from './protections.tsx'

const parser = parseAsStringLiteral(['policies', 'protections'] as const).withDefault('policies')

/** What is cleaned up by itself, and what never is. */
export function PoliciesPage() {
  const t = useTranslations('policies')
  const [show, setShow] = useQueryState('show', parser)
  const [isImporting, setIsImporting] = useState(false)
  const mayChange = useIsAllowed('administer')
  return (
    <>
      <PageHeader
        title={t('title')}
        facts={[{ id: 'lead', content: t('lead') }]}
        isWide
        actions={
          <>
            <Button asChild>
              <a href={urlOf(exportPolicies, { params: {} })} download>
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
                  <Link href={newPolicyPath}>
                    <Plus aria-hidden className="size-4" />
                    {t('add')}
                  </Link>
                </Button>
              </>
            )}
          </>
        }
      />
      <Tabs
        label={t('title')}
        value={show}
        onChange={(next) => void setShow(next)}
        isFilling
        tabs={[
          { value: 'policies', label: t('tabs.policies'), content: <PoliciesTable /> },
          { value: 'protections', label: t('tabs.protections'), content: <Protections /> },
        ]}
      />
      <ImportDialog open={isImporting} onOpenChange={setIsImporting} />
    </>
  )
}
