'use client'
import { useTranslations } from 'use-intl'
import { Bytes } from '#components/shared/bytes.tsx'
import { Digest } from '#components/shared/digest.tsx'
import { Unknown } from '#components/shared/unknown.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { Tooltip } from '#components/ui/tooltip.tsx'
import type { MatrixLine } from './matrix-rows.ts'

/** What one side has: the digest, how large it is, and whether it is the newest. */
export function SideCell({
  line: { row, platform },
  at,
}: {
  readonly line: MatrixLine
  readonly at: number
}) {
  const t = useTranslations('compare')
  if (platform) {
    const digest = platform.digests[at]
    return digest ? <Digest digest={digest} /> : <Unknown reason={t('noPlatform')} />
  }
  const tag = row.targets[at]
  if (!tag) return <Unknown reason={t('missingHere')} />
  return (
    <>
      <Digest digest={tag.digest} />
      <span className="text-muted text-xs">
        <Bytes bytes={tag.size} />
      </span>
      {row.newest === at && row.state !== 'same' && (
        <Tooltip content={t('newestHint')}>
          <span>
            <Badge>{t('newest')}</Badge>
          </span>
        </Tooltip>
      )}
    </>
  )
}
