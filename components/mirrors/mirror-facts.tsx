'use client'
import { ArrowRight } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { ModeBadge } from '#components/shared/automation/facts.tsx'
import type { Mirror } from '#lib/api/mirrors.ts'

type Ends = Pick<Mirror, 'from' | 'to'>

const fromOf = ({ from }: Ends) => `${from.registry}/${from.repositories.join(', ')}`
const toOf = ({ to }: Ends) => `${to.registry}/${to.prefix}`

/** Where from and where to, in one line; narrow, what is cut off is the end of each. */
export function Way({ mirror }: { mirror: Ends }) {
  const t = useTranslations('mirrors')
  return (
    <span className="inline-flex min-w-0 max-w-full items-center gap-1.5 align-bottom font-mono text-xs">
      <span className="truncate">{fromOf(mirror)}</span>
      <ArrowRight aria-hidden className="size-3.5 shrink-0 text-muted" />
      <span className="sr-only">{t('wayTo')}</span>
      <span className="truncate">{toOf(mirror)}</span>
    </span>
  )
}

export function Mode({ mirror }: { mirror: Pick<Mirror, 'enabled' | 'dryRun' | 'deleteVanished'> }) {
  const t = useTranslations('mirrors.mode')
  const { enabled, dryRun, deleteVanished } = mirror
  return (
    <ModeBadge
      enabled={enabled}
      isDryRun={dryRun}
      words={t(deleteVanished ? 'deletes' : 'copies')}
      tone={deleteVanished ? 'danger' : 'success'}
    />
  )
}
