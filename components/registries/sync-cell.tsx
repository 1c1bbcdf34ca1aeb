'use client'
import { Clock, TriangleAlert } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { SyncProgress } from '#components/shared/sync-progress.tsx'
import { Unknown } from '#components/shared/unknown.tsx'
import { isWalking, useSyncWords } from '#components/shared/use-sync-words.ts'
import { Tooltip } from '#components/ui/tooltip.tsx'
import type { Registry } from '#lib/api/registries.ts'

/** A walk that is under way, or when the last one ended, how, and when the next one begins. */
export function SyncCell({ registry }: { registry: Registry }) {
  const t = useTranslations('sync')
  const wordsOf = useSyncWords()
  const { sync, name } = registry
  if (!sync) return <Unknown reason={t('offHint')} />
  if (isWalking(sync)) return <SyncProgress sync={sync} name={name} />
  const { short, long } = wordsOf(sync)
  const isBad = sync.result === 'failed' || sync.result === 'partial'
  return (
    <Tooltip content={long}>
      <span className="inline-flex min-w-0 items-center gap-1.5">
        {isBad && <TriangleAlert aria-hidden className="size-3 shrink-0 text-warning" />}
        {sync.state === 'waiting' && <Clock aria-hidden className="size-3 shrink-0 text-muted" />}
        <span className="min-w-0 truncate">
          {isBad && sync.result ? `${t(`result.${sync.result}`)}, ${short}` : short}
        </span>
      </span>
    </Tooltip>
  )
}
