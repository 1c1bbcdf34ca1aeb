'use client'
import { useFormatter, useLocale, useTranslations } from 'use-intl'
import { useNow } from '#components/ui/now.tsx'
import type { RegistrySync } from '#lib/api/sync.ts'
import { formatRelative, parseTime } from '#lib/client/format.ts'
import { clientProblemCodes } from '#lib/client/problem.ts'

/** Whether a walk is on its way, moving or not. */
export const isWalking = (
  sync: RegistrySync | null | undefined,
): sync is RegistrySync & { readonly state: 'running' | 'paused' } =>
  sync?.state === 'running' || sync?.state === 'paused'

/** Why something could not be read, in our words; what is not known is a failure of the registry. */
export function useProblemTitle() {
  const t = useTranslations('problems')
  return (code: string) =>
    t(`${clientProblemCodes.find((known) => known === code) ?? 'registry_error'}.title`)
}

/** How far a walk has come, in words: short for a cell, long for a line or a tooltip. */
export function useSyncWords() {
  const t = useTranslations('sync')
  const locale = useLocale()
  const now = useNow(10_000)
  const { number, dateTime } = useFormatter()
  const titleOf = useProblemTitle()
  const relative = (at: number) => formatRelative(at, now, locale, 'narrow')
  return (sync: RegistrySync | null): { readonly short: string; readonly long: string } => {
    if (!sync) return { short: t('off'), long: t('offHint') }
    const { repositoriesDone: done, repositoriesTotal: total } = sync
    switch (sync.state) {
      case 'waiting':
        return { short: t('waiting'), long: t('waiting') }
      case 'running':
        return total === null
          ? { short: t('runningOpenShort', { done: number(done) }), long: t('runningOpen', { done }) }
          : {
              short: t('runningShort', { done: number(done), total: number(total) }),
              long: t('running', { done: number(done), total }),
            }
      case 'paused': {
        const reason = sync.problem ? titleOf(sync.problem.code) : t('pausedUnknown')
        const until = parseTime(sync.pausedUntil)
        if (until === null) return { short: t('paused', { reason }), long: t('paused', { reason }) }
        const time = dateTime(until, { timeStyle: 'short' })
        return { short: t('pausedShort', { time }), long: t('pausedUntil', { time, reason }) }
      }
      case 'idle': {
        const at = parseTime(sync.finishedAt)
        const nextAt = parseTime(sync.nextAt)
        const next = nextAt === null ? t('noNext') : t('nextHint', { time: relative(Math.max(now, nextAt)) })
        if (at === null) return { short: t('never'), long: `${t('never')}\n${next}` }
        const time = relative(Math.min(at, now))
        return { short: time, long: `${t('walkedHint', { time })}\n${next}` }
      }
    }
  }
}
