'use client'
import { Download } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { Button } from '#components/ui/button.tsx'
import { FilterInput } from '#components/ui/filter-input.tsx'
import { Toolbar } from '#components/ui/page-header.tsx'
import { Select } from '#components/ui/select.tsx'
import { auditActions, exportAudit } from '#lib/api/audit.ts'
import { urlOf } from '#lib/client/call.ts'
import { useRegistries } from '#lib/client/use-registries.ts'
import { type AuditView, auditSpans, filtersOf } from './use-audit-view.ts'

interface AuditToolbarProps {
  readonly view: AuditView
  readonly onChange: (part: Partial<AuditView>) => void
}

/** Narrows the audit trail, and takes what is left of it along as a file. */
export function AuditToolbar({ view, onChange }: AuditToolbarProps) {
  const t = useTranslations('activity')
  const { data } = useRegistries()
  return (
    <Toolbar>
      <FilterInput label={t('audit.filter')} value={view.q} onChange={(q) => onChange({ q })} />
      <Select
        aria-label={t('events.registry')}
        value={view.registry}
        onValueChange={(registry) => onChange({ registry })}
        options={[
          { value: '', label: t('events.allRegistries') },
          ...(data?.items ?? []).map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
      <Select
        aria-label={t('columns.action')}
        value={view.done ?? ''}
        onValueChange={(next) => onChange({ done: auditActions.find((known) => known === next) ?? null })}
        options={[
          { value: '', label: t('events.allActions') },
          ...auditActions.map((value) => ({ value, label: t(`action.${value}`) })),
        ]}
      />
      <Select
        aria-label={t('audit.since')}
        value={view.since ?? ''}
        onValueChange={(next) => onChange({ since: auditSpans.find((known) => known === next) ?? null })}
        options={[
          { value: '', label: t('audit.always') },
          ...auditSpans.map((value) => ({ value, label: t(`audit.span.${value}`) })),
        ]}
      />
      <span className="flex gap-2 md:ml-auto">
        {(['csv', 'json'] as const).map((format) => (
          <Button key={format} asChild>
            <a
              href={urlOf(exportAudit, { params: {}, query: { format, ...filtersOf(view) } })}
              download
              aria-label={t('audit.export', { format: format.toUpperCase() })}
            >
              <Download aria-hidden className="size-4" />
              {format.toUpperCase()}
            </a>
          </Button>
        ))}
      </span>
    </Toolbar>
  )
}
