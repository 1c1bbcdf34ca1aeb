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
  const lasting = isFine || at === null ? null : t('lasting', { time: formatDuration(now - at, locale) })
  const details = [lasting, isFine ? null : status.detail].filter((one) => one !== null)
  return (
    <Tooltip content={details.join('\n')}>
      {/* What does not fit as a whole is on the line below, which is not seen: half a reason says nothing. */}
      <span className="flex h-5 min-w-0 flex-wrap items-center gap-x-2 overflow-hidden">
        <StatusDot state={status.state} isWordShown />
        {details.map((detail) => (
          <span key={detail} className="whitespace-nowrap text-muted text-xs leading-5">
            {detail}
          </span>
        ))}
      </span>
    </Tooltip>
  )
}
