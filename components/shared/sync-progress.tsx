'use client'
import { Pause } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { Progress } from '#components/ui/progress.tsx'
import { Tooltip } from '#components/ui/tooltip.tsx'
import type { RegistrySync } from '#lib/api/sync.ts'
import { isWalking, useSyncWords } from './use-sync-words.ts'

interface SyncProgressProps {
  readonly sync: RegistrySync | null | undefined
  /** Of the registry. */
  readonly name: string
  /** The whole sentence beside the bar instead of the figures alone. */
  readonly isLong?: boolean
  /** Where there is no room for figures; they are on hover, and spoken. */
  readonly isBarOnly?: boolean
}

/** A walk that is under way, and how far it has come; nothing while none is. */
export function SyncProgress({ sync, name, isLong, isBarOnly }: SyncProgressProps) {
  const t = useTranslations('sync')
  const wordsOf = useSyncWords()
  if (!isWalking(sync)) return null
  const { short, long } = wordsOf(sync)
  return (
    <Tooltip content={isLong ? null : long}>
      <span className="inline-flex min-w-0 items-center gap-2">
        {sync.state === 'paused' ? (
          <Pause aria-hidden className="size-3 shrink-0 text-warning" />
        ) : (
          <Progress
            label={t('progressLabel', { name })}
            done={sync.repositoriesDone}
            total={sync.repositoriesTotal}
            className={isBarOnly ? 'w-6 shrink-0' : 'w-12 shrink-0'}
          />
        )}
        {!isBarOnly && (
          <span aria-hidden={!isLong || undefined} className="min-w-0 truncate">
            {isLong ? long : short}
          </span>
        )}
        {!isLong && <span className="sr-only">{long}</span>}
      </span>
    </Tooltip>
  )
}
