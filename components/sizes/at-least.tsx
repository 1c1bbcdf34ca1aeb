'use client'
import { useTranslations } from 'use-intl'
import { Bytes } from '#components/shared/bytes.tsx'

/** A size, or while it is not known the least that it can be, marked as such. */
export function AtLeast({ bytes, known }: { bytes: number | null; known: number | null }) {
  const t = useTranslations('sizes')
  // At least nothing says nothing.
  if (bytes !== null || !known) return <Bytes bytes={bytes} unknownReason={t('unknown')} />
  return (
    <span className="whitespace-nowrap text-muted">
      <span aria-hidden>≥ </span>
      <span className="sr-only">{t('atLeast')} </span>
      <Bytes bytes={known} />
    </span>
  )
}
