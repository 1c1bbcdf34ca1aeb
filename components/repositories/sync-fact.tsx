'use client'
import { useTranslations } from 'use-intl'
import { SyncProgress } from '#components/shared/sync-progress.tsx'
import { isWalking, useSyncWords } from '#components/shared/use-sync-words.ts'
import { Tooltip } from '#components/ui/tooltip.tsx'
import type { Registry } from '#lib/api/registries.ts'
import { useIsSyncShown } from './use-is-sync-shown.ts'

/** How far the background has come with the registry; pressed, it shows all that there is to say of it. */
export function SyncFact({ registry }: { registry: Registry }) {
  const t = useTranslations('sync')
  const wordsOf = useSyncWords()
  const [, setIsShown] = useIsSyncShown()
  const { sync, name } = registry
  const { short, long } = wordsOf(sync)
  const isWalked = sync?.state === 'idle' && sync.finishedAt !== null
  return (
    <Tooltip content={isWalking(sync) ? t('open') : `${long}\n${t('open')}`}>
      <button
        type="button"
        onClick={() => setIsShown(true)}
        className="inline-flex max-w-full rounded-sm align-bottom underline decoration-dotted underline-offset-4 hover:text-text"
      >
        {isWalking(sync) ? (
          <SyncProgress sync={sync} name={name} isLong />
        ) : isWalked ? (
          t('fact', { time: short })
        ) : (
          short
        )}
      </button>
    </Tooltip>
  )
}
