'use client'
import { useTranslations } from 'use-intl'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { Tooltip } from '#components/ui/tooltip.tsx'
import type { Platform } from '#lib/api/tags.ts'
import { formatPlatform } from '#lib/client/format.ts'
import { Unknown } from './unknown.tsx'

interface PlatformsProps {
  readonly platforms: readonly Platform[] | null
  /** Being read right now. */
  readonly isPending?: boolean
  /** How many are spelled out before "+3". */
  readonly limit?: number
}

export function Platforms({ platforms, isPending, limit = 2 }: PlatformsProps) {
  const t = useTranslations('ui')
  if (platforms === null)
    return isPending ? <Skeleton className="w-24" /> : <Unknown reason={t('platformsUnknown')} />
  if (platforms.length === 0) return <Unknown reason={t('noPlatform')} />
  const names = platforms.map(formatPlatform)
  const rest = names.length - limit
  return (
    <Tooltip content={rest > 0 ? names.join('\n') : null}>
      <span className="inline-flex min-w-0 max-w-full gap-1">
        <span className="min-w-0 truncate">{names.slice(0, limit).join(', ')}</span>
        {rest > 0 && (
          <>
            <span aria-hidden className="shrink-0 text-muted">
              {t('morePlatforms', { count: rest })}
            </span>
            <span className="sr-only">, {names.slice(limit).join(', ')}</span>
          </>
        )}
      </span>
    </Tooltip>
  )
}
