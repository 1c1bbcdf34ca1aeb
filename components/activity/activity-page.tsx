'use client'
import { parseAsStringLiteral, useQueryState } from 'nuqs'
import { useTranslations } from 'use-intl'
import { PageHeader } from '#components/ui/page-header.tsx'
import { Tabs } from '#components/ui/tabs.tsx'
import { AuditTable } from './audit-table.tsx'
import { EventsTable } from './events-table.tsx'

const parser = parseAsStringLiteral(['registries', 'portolan'] as const).withDefault('registries')

/** What happened in the registries, and what was changed through Portolan. */
export function ActivityPage() {
  const t = useTranslations('activity')
  const [show, setShow] = useQueryState('show', parser)
  return (
    <>
      <PageHeader title={t('title')} facts={[{ id: 'lead', content: t('lead') }]} />
      <Tabs
        label={t('tabs.label')}
        value={show}
        onChange={(next) => void setShow(next)}
        tabs={[
          { value: 'registries', label: t('tabs.registries'), content: <EventsTable /> },
          { value: 'portolan', label: t('tabs.portolan'), content: <AuditTable /> },
        ]}
        isFilling
      />
    </>
  )
}
