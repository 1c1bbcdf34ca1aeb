'use client'
import { useTranslations } from 'use-intl'
import { Tooltip } from '#components/ui/tooltip.tsx'
import type { ValueRow } from '#lib/api/compare-images.ts'

export type DiffState = ValueRow['state']

const signs = { same: '＝', differs: '≠', removed: '−', added: '+' } as const
const colours = {
  same: 'text-muted',
  differs: 'text-warning',
  removed: 'text-danger',
  added: 'text-success',
} as const

/** How the two sides stand to each other: a sign to see at a glance, and the word for those who don't see it. */
export function StateMark({ state }: { state: DiffState }) {
  const t = useTranslations('imageDiff.state')
  return (
    <Tooltip content={t(state)}>
      <span className={`inline-block w-4 text-center font-mono leading-6 ${colours[state]}`}>
        <span aria-hidden>{signs[state]}</span>
        <span className="sr-only">{t(state)}</span>
      </span>
    </Tooltip>
  )
}
