'use client'
import { parseAsStringLiteral, useQueryState } from 'nuqs'
import { useTranslations } from 'use-intl'
import { PageHeader } from '#components/ui/page-header.tsx'
import { Tabs } from '#components/ui/tabs.tsx'
import { RunsTable } from './runs-table.tsx'

const parser = parseAsStringLiteral(['runs', 'trash'] as const).withDefault('runs')

/** What was deleted through Portolan, and what of it can still be brought back. */
export function CleanupPage() {
  const t = useTranslations('cleanup')
  const [show, setShow] = useQueryState('show', parser)
  return (
    <>
      <PageHeader title={t('title')} facts={[{ id: 'lead', content: t('lead') }]} />
      <Tabs
        label={t('tabs.label')}
        value={show}
        onChange={(next) => void setShow(next)}
        tabs={[
          { value: 'runs', label: t('tabs.runs'), content: <RunsTable view="runs" /> },
          { value: 'trash', label: t('tabs.trash'), content: <RunsTable view="trash" /> },
        ]}
        isFilling
      />
    </>
  )
}
