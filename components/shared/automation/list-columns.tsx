'use client'
import { useMemo } from 'react'
import { useTranslations } from 'use-intl'
import { Unknown } from '#components/shared/unknown.tsx'
import { type Column, RowLink } from '#components/ui/data-table.tsx'
import { FromFile, LastRun, NextRun } from './facts.tsx'
import type { Automation } from './types.ts'

/** The columns that lists of policies and of mirrors have in common. */
export function useAutomationColumns(nameHeader: string) {
  const t = useTranslations('automations')
  return useMemo(() => {
    const name: Column<Automation> = {
      id: 'name',
      header: nameHeader,
      width: 'minmax(220px, 2fr)',
      cell: (one) => (
        <span className="flex min-w-0 items-center gap-2">
          <RowLink className="truncate font-medium">{one.name}</RowLink>
          {one.source === 'file' && <FromFile />}
        </span>
      ),
    }
    const next: Column<Automation> = {
      id: 'next',
      header: t('columns.next'),
      width: '176px',
      cell: (one) => <NextRun of={one} />,
    }
    const last: Column<Automation> = {
      id: 'last',
      header: t('columns.last'),
      width: 'minmax(232px, 1fr)',
      cell: ({ lastRun }) => (lastRun ? <LastRun run={lastRun} /> : <Unknown reason={t('neverRun')} />),
    }
    return { name, next, last }
  }, [t, nameHeader])
}
