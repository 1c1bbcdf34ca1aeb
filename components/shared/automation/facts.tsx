'use client'
import { useFormatter, useTranslations } from 'use-intl'
import { RelativeTime } from '#components/shared/relative-time.tsx'
import { Unknown } from '#components/shared/unknown.tsx'
import { Badge, type Tone } from '#components/ui/badge.tsx'
import { Tooltip } from '#components/ui/tooltip.tsx'
import type { AutomationRun, AutomationRunState } from '#lib/api/automations.ts'
import type { Automation } from './types.ts'

interface ModeBadgeProps {
  readonly enabled: boolean
  readonly isDryRun: boolean
  /** What it does where it is on and does not only plan. */
  readonly words: string
  readonly tone: Tone
}

/** What a run of it does, if it runs at all. */
export function ModeBadge({ enabled, isDryRun, words, tone }: ModeBadgeProps) {
  const t = useTranslations('automations.mode')
  if (!enabled) return <Badge>{t('off')}</Badge>
  return isDryRun ? <Badge tone="accent">{t('dryRun')}</Badge> : <Badge tone={tone}>{words}</Badge>
}

/** It stands in the configuration file, and is changed there alone. */
export function FromFile() {
  const t = useTranslations('automations')
  return <Badge>{t('fromFile')}</Badge>
}

/** When its schedule runs it, in the reader's own time. */
export function NextRun({ of: { nextRuns, schedule } }: { of: Pick<Automation, 'nextRuns' | 'schedule'> }) {
  const t = useTranslations('automations')
  const { dateTime } = useFormatter()
  const [next] = nextRuns
  if (!next) return <Unknown reason={t(schedule ? 'scheduleOff' : 'noSchedule')} />
  return (
    <Tooltip content={schedule && `${schedule.cron} · ${schedule.timezone}`}>
      <time dateTime={next} className="whitespace-nowrap">
        {dateTime(new Date(next), { dateStyle: 'medium', timeStyle: 'short' })}
      </time>
    </Tooltip>
  )
}

const tones: Readonly<Record<AutomationRunState, Tone>> = {
  queued: 'neutral',
  running: 'accent',
  planned: 'neutral',
  succeeded: 'success',
  partial: 'warning',
  failed: 'warning',
  refused: 'warning',
  undone: 'neutral',
}

export function RunStateBadge({ state }: { state: AutomationRunState }) {
  const t = useTranslations('automations.state')
  return <Badge tone={tones[state]}>{t(state)}</Badge>
}

export const LastRun = ({ run }: { run: AutomationRun }) => (
  <span className="flex items-center gap-2">
    <RunStateBadge state={run.state} />
    <RelativeTime time={run.startedAt} />
  </span>
)
