'use client'
import { useFormatter, useTranslations } from 'use-intl'
import { RelativeTime } from '#components/shared/relative-time.tsx'
import { Unknown } from '#components/shared/unknown.tsx'
import { Badge, type Tone } from '#components/ui/badge.tsx'
import type { Policy } from '#lib/api/policies.ts'
import type { PolicyRun, PolicyRunState } from '#lib/api/policy-run.ts'

/** `registries / repositories`, as globs. */
export const scopeOf = ({ registries, repositories }: Pick<Policy, 'registries' | 'repositories'>) =>
  `${registries.join(', ')} / ${repositories.join(', ')}`

export function Mode({ policy: { enabled, mode } }: { policy: Pick<Policy, 'enabled' | 'mode'> }) {
  const t = useTranslations('policies.mode')
  if (!enabled) return <Badge>{t('off')}</Badge>
  return (
    <Badge tone={mode === 'delete' ? 'danger' : 'accent'}>{t(mode === 'delete' ? 'delete' : 'dryRun')}</Badge>
  )
}

/** When its schedule runs it, in the reader's own time. */
export function NextRun({
  policy: { nextRuns, schedule },
}: {
  policy: Pick<Policy, 'nextRuns' | 'schedule'>
}) {
  const t = useTranslations('policies')
  const { dateTime } = useFormatter()
  const [next] = nextRuns
  if (!next) return <Unknown reason={t(schedule ? 'scheduleOff' : 'noSchedule')} />
  return (
    <time dateTime={next} className="whitespace-nowrap">
      {dateTime(new Date(next), { dateStyle: 'medium', timeStyle: 'short' })}
    </time>
  )
}

const tones: Readonly<Record<PolicyRunState, Tone>> = {
  queued: 'neutral',
  running: 'accent',
  planned: 'neutral',
  succeeded: 'success',
  partial: 'warning',
  failed: 'warning',
  refused: 'warning',
}

export function RunStateBadge({ state }: { state: PolicyRunState }) {
  const t = useTranslations('policies.state')
  return <Badge tone={tones[state]}>{t(state)}</Badge>
}

export const LastRun = ({ run }: { run: PolicyRun }) => (
  <span className="flex items-center gap-2">
    <RunStateBadge state={run.state} />
    <RelativeTime time={run.startedAt} />
  </span>
)
