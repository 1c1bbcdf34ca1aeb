'use client'
import { useFormatter, useLocale, useTranslations } from 'use-intl'
import { useNow } from '#components/ui/now.tsx'
import { Tooltip } from '#components/ui/tooltip.tsx'
import { formatRelative, parseTime } from '#lib/client/format.ts'
import { Unknown } from './unknown.tsx'

interface RelativeTimeProps {
  /** ISO 8601. */
  readonly time: string | null
  readonly unknownReason?: string
  /** Further words on hover, under the absolute time. */
  readonly note?: string
}

// Clocks of registries and browsers differ by some seconds; that is not the future.
const clockSkewMs = 60_000

/** How long ago, with the absolute time on hover. */
export function RelativeTime({ time, unknownReason, note }: RelativeTimeProps) {
  const t = useTranslations('ui')
  const locale = useLocale()
  const { dateTime } = useFormatter()
  const now = useNow(10_000)
  const at = parseTime(time)
  if (at === null) return <Unknown reason={unknownReason ?? t('timeUnknown')} />
  const absolute = dateTime(at, { dateStyle: 'medium', timeStyle: 'long' })
  const isFuture = at > now + clockSkewMs
  const hover = [isFuture ? t('inTheFuture', { time: absolute }) : absolute, note].filter(Boolean).join('\n')
  return (
    <Tooltip content={hover}>
      <time dateTime={new Date(at).toISOString()} className="whitespace-nowrap">
        {Math.abs(now - at) < clockSkewMs ? t('justNow') : formatRelative(at, now, locale)}
      </time>
    </Tooltip>
  )
}
