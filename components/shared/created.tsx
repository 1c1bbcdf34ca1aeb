'use client'
import { useFormatter, useTranslations } from 'use-intl'
import { RelativeTime } from '#components/shared/relative-time.tsx'
import { Unknown } from '#components/shared/unknown.tsx'
import type { Tag } from '#lib/api/tags.ts'
import { parseTime } from '#lib/client/format.ts'

interface CreatedProps {
  readonly createdAt: string | null
  readonly source: Tag['createdSource']
  /** When Portolan saw it first: the least that can be said where the image itself says nothing. */
  readonly firstSeenAt?: string | null
}

/** When something was built, and on hover who says so. */
export function Created({ createdAt, source, firstSeenAt }: CreatedProps) {
  const t = useTranslations('tags')
  const { dateTime } = useFormatter()
  if (parseTime(createdAt) !== null) {
    return <RelativeTime time={createdAt} note={source ? t(`createdSource.${source}`) : undefined} />
  }
  const seenAt = parseTime(firstSeenAt)
  const reason =
    seenAt === null
      ? t('createdUnknown')
      : t('createdUnknownSeen', { time: dateTime(seenAt, { dateStyle: 'medium', timeStyle: 'short' }) })
  return <Unknown reason={reason} />
}
