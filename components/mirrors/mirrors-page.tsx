'use client'
import { useTranslations } from 'use-intl'
import { ListActions } from '#components/shared/automation/list-actions.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { exportMirrors } from '#lib/api/mirrors.ts'
import { urlOf } from '#lib/client/call.ts'
import { newMirrorPath } from '#lib/client/paths.ts'
import { useMirrorChanges } from '#lib/client/use-mirrors.ts'
import { MirrorsTable } from './mirrors-table.tsx'

/** What is brought from one registry to another by itself. */
export function MirrorsPage() {
  const t = useTranslations('mirrors')
  const { take } = useMirrorChanges()
  return (
    <>
      <PageHeader
        title={t('title')}
        facts={[{ id: 'lead', content: t('lead') }]}
        isWide
        actions={
          <ListActions
            exportHref={urlOf(exportMirrors, { params: {} })}
            newHref={newMirrorPath}
            newWords={t('add')}
            importTitle={t('importing')}
            take={take}
          />
        }
      />
      <MirrorsTable />
    </>
  )
}
