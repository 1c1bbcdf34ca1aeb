'use client'
import { useLocale, useTranslations } from 'use-intl'
import { useNow } from '#components/ui/now.tsx'
import { Tooltip } from '#components/ui/tooltip.tsx'
import type { Freshness } from '#lib/api/common.ts'
import { formatRelative, parseTime } from '#lib/client/format.ts'

/** How true a list is, in words: "as of 12 s ago, refreshing". */
export function FreshnessLine({ freshness }: { freshness: Freshness }) {
  const t = useTranslations('ui')
  const locale = useLocale()
  const now = useNow(1_000)
  const { state, problem } = freshness
  const at = parseTime(freshness.asOf)
  const age = at === null ? null : now - at
  const time =
    at === null || age === null
      ? null
      : age < 2_000
        ? t('justNow')
        : formatRelative(at, now, locale, 'narrow')
  const words = () => {
    if (state === 'unreachable') return time ? t('unreachable', { time }) : t('unreachableNever')
    if (!time) return state === 'refreshing' ? t('refreshing') : t('neverRead')
    if (state === 'refreshing') return t('asOfRefreshing', { time })
    return state === 'stale' ? t('stale', { time }) : t('asOf', { time })
  }
  return (
    <Tooltip content={problem?.detail}>
      <span className={state === 'unreachable' ? 'text-warning' : undefined}>{words()}</span>
    </Tooltip>
  )
}
