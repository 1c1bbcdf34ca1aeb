'use client'
import { useTranslations } from 'use-intl'
import { Unknown } from '#components/shared/unknown.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { Tooltip } from '#components/ui/tooltip.tsx'
import type { ManifestItem } from '#lib/api/manifest-list.ts'
import { shortDigest } from '#lib/client/format.ts'

/** What keeps a manifest, where no tag does. */
export function RoleCell({ item }: { item: ManifestItem }) {
  const t = useTranslations('tags.untagged')
  if (item.role === null) return <Unknown reason={t('roleUnknown')} />
  if (item.role === 'loose')
    return (
      <Tooltip content={t('looseHint')}>
        <span>
          <Badge tone="warning">{t('role.loose')}</Badge>
        </span>
      </Tooltip>
    )
  if (item.subject === null) return <span className="truncate">{t('heldBy', { count: item.heldBy })}</span>
  const { digest, isPresent } = item.subject
  return (
    <span className="inline-flex min-w-0 items-center gap-2">
      <Tooltip content={isPresent === null ? `${digest}\n${t('subjectUnknownHint')}` : digest}>
        <span className="truncate">
          {t.rich('refersTo', {
            digest: () => <span className="font-mono text-xs">{shortDigest(digest)}</span>,
          })}
        </span>
      </Tooltip>
      {isPresent === false && (
        <Tooltip content={t('subjectGoneHint')}>
          <span>
            <Badge tone="warning">{t('subjectGone')}</Badge>
          </span>
        </Tooltip>
      )}
    </span>
  )
}
