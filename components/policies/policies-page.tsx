'use client'
import { parseAsStringLiteral, useQueryState } from 'nuqs'
import { useTranslations } from 'use-intl'
import { ListActions } from '#components/shared/automation/list-actions.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { Tabs } from '#components/ui/tabs.tsx'
import { exportPolicies } from '#lib/api/policies.ts'
import { urlOf } from '#lib/client/call.ts'
import { newPolicyPath } from '#lib/client/paths.ts'
import { usePolicyChanges } from '#lib/client/use-policies.ts'
import { PoliciesTable } from './policies-table.tsx'
import { Protections } from './protections.tsx'

const parser = parseAsStringLiteral(['policies', 'protections'] as const).withDefault('policies')

/** What is cleaned up by itself, and what never is. */
export function PoliciesPage() {
  const t = useTranslations('policies')
  const [show, setShow] = useQueryState('show', parser)
  const { take } = usePolicyChanges()
  return (
    <>
      <PageHeader
        title={t('title')}
        facts={[{ id: 'lead', content: t('lead') }]}
        isWide
        actions={
          <ListActions
            exportHref={urlOf(exportPolicies, { params: {} })}
            newHref={newPolicyPath}
            newWords={t('add')}
            importTitle={t('importing')}
            take={take}
          />
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
    </>
  )
}
