'use client'
import { useFormatter, useLocale, useTranslations } from 'use-intl'
import { Unknown } from '#components/shared/unknown.tsx'
import { useNow } from '#components/ui/now.tsx'
import { Tooltip } from '#components/ui/tooltip.tsx'
import { formatTimeLeft, parseTime } from '#lib/client/format.ts'

/** How long something is still kept, with the moment on hover. */
export function TimeLeft({ until }: { until: string | null }) {
  const t = useTranslations('cleanup')
  const ui = useTranslations('ui')
  const locale = useLocale()
  const { dateTime } = useFormatter()
  const now = useNow(10_000)
  const at = parseTime(until)
  if (at === null) return <Unknown reason={ui('timeUnknown')} />
  return (
    <Tooltip content={dateTime(at, { dateStyle: 'medium', timeStyle: 'long' })}>
      <span className="whitespace-nowrap">
        {at <= now ? t('expired') : t('daysLeft', { time: formatTimeLeft(at - now, locale) })}
      </span>
    </Tooltip>
  )
}
