'use client'
import { useLocale, useTranslations } from 'use-intl'
import { Tooltip } from '#components/ui/tooltip.tsx'
import { formatBytes } from '#lib/client/format.ts'
import { useRepositorySizes } from '#lib/client/use-sizes.ts'

/** How much of a repository is its own. Nothing until it is known. */
export function SizeFacts({ registry, repository }: { registry: string; repository: string }) {
  const t = useTranslations('sizes')
  const locale = useLocale()
  const { data } = useRepositorySizes(registry, repository)
  if (!data || data.known.total === 0) return null
  const isKnown = data.unique !== null && data.shared !== null
  const text = t('uniqueAndShared', {
    unique: formatBytes(data.unique ?? data.known.unique, locale),
    shared: formatBytes(data.shared ?? data.known.shared ?? 0, locale),
  })
  return (
    <>
      <span aria-hidden> · </span>
      <Tooltip content={t(isKnown ? 'repositoryNote' : 'repositoryNoteIncomplete')}>
        <span>{text}</span>
      </Tooltip>
    </>
  )
}
