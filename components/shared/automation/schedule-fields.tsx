'use client'
import { useMemo } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import type { DraftIssue } from '#lib/client/form-draft.ts'
import { scheduleMistakesOf } from '#lib/client/form-mistakes.ts'
import { useNextRuns } from '#lib/client/use-automations.ts'
import { useSettled } from '#lib/client/use-settled.ts'
import { Group, TextField } from './form-fields.tsx'

interface ScheduleFieldsProps {
  readonly cron: string
  readonly timezone: string
  readonly issues: readonly DraftIssue[]
  readonly onChange: (part: { readonly cron?: string; readonly timezone?: string }) => void
}

/** When it runs by itself, and when that would be next. */
export function ScheduleFields({ cron, timezone, issues, onChange }: ScheduleFieldsProps) {
  const t = useTranslations('automations.form')
  const { dateTime } = useFormatter()
  const timezones = useMemo(() => ['UTC', ...Intl.supportedValuesOf('timeZone')], [])
  const settledCron = useSettled(cron.trim(), 400) ?? ''
  const settledZone = useSettled(timezone.trim(), 400) ?? ''
  const next = useNextRuns(settledCron, settledZone)
  const wrong = settledCron !== '' && next.error ? scheduleMistakesOf(next.error) : issues
  return (
    <Group title={t('schedule')} hint={t('scheduleHint')}>
      <div className="grid items-start gap-3 md:grid-cols-2">
        <TextField
          label={t('cron')}
          value={cron}
          onChange={(value) => onChange({ cron: value })}
          path="schedule.cron"
          issues={wrong}
          hint={t('cronHint')}
          placeholder="0 3 * * *"
          maxLength={100}
        />
        <TextField
          label={t('timezone')}
          value={timezone}
          onChange={(value) => onChange({ timezone: value })}
          path="schedule.timezone"
          issues={wrong}
          placeholder="Asia/Seoul"
          maxLength={64}
          suggestions={timezones}
        />
      </div>
      {settledCron !== '' && next.data && (
        <div aria-live="polite">
          <p className="font-medium">{t('nextRuns')}</p>
          <ol className="grid gap-1 text-muted">
            {next.data.nextRuns.map((at) => (
              <li key={at}>
                <time dateTime={at}>{dateTime(new Date(at), { dateStyle: 'full', timeStyle: 'long' })}</time>
              </li>
            ))}
          </ol>
        </div>
      )}
    </Group>
  )
}
