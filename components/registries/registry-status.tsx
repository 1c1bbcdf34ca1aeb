'use client'
import { useLocale, useTranslations } from 'use-intl'
import { StatusDot } from '#components/shared/status-dot.tsx'
import { useNow } from '#components/ui/now.tsx'
import { Tooltip } from '#components/ui/tooltip.tsx'
import type { RegistryStatus } from '#lib/api/registries.ts'
import { formatDuration, parseTime } from '#lib/client/format.ts'

/** Shape, word, and where something is wrong since when and why. */
export function RegistryStatusCell({ status }: { status: RegistryStatus }) {
  const locale = useLocale()
  const t = useTranslations('registries')
  const now = useNow(10_000)
  const at = parseTime(status.since)
  const isFine = status.state === 'online' || status.state === 'unknown'
  // A registry that is slow says how slow; how quick the others are has a column of its own.
  const latency =
    status.latencyMs === null || status.state !== 'slow'
      ? null
      : t('milliseconds', { count: Math.round(status.latencyMs) })
  const detail = [
    latency,
    isFine || at === null ? null : t('lasting', { time: formatDuration(now - at, locale) }),
    isFine ? null : status.detail,
  ].filter(Boolean)
  return (
    <span className="flex min-w-0 items-center gap-2">
      <StatusDot state={status.state} isWordShown />
      {detail.length > 0 && (
        <Tooltip content={detail.join('\n')}>
          <span className="min-w-0 truncate text-muted text-xs">{detail.join(' · ')}</span>
        </Tooltip>
      )}
    </span>
  )
}
