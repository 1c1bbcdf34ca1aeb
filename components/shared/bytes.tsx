'use client'
import { useLocale, useTranslations } from 'use-intl'
import { Tooltip } from '#components/ui/tooltip.tsx'
import { formatBytes } from '#lib/client/format.ts'
import { Unknown } from './unknown.tsx'

interface BytesProps {
  readonly bytes: number | null
  /** Why it is not known, on hover of the dash. */
  readonly unknownReason?: string
}

/** The size in the unit that people expect, exact on hover. */
export function Bytes({ bytes, unknownReason }: BytesProps) {
  const t = useTranslations('ui')
  const locale = useLocale()
  if (bytes === null) return <Unknown reason={unknownReason ?? t('sizeUnknown')} />
  return (
    <Tooltip content={t('exactBytes', { count: bytes })}>
      <span className="whitespace-nowrap">{formatBytes(bytes, locale)}</span>
    </Tooltip>
  )
}
