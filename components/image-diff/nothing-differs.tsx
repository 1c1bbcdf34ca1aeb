'use client'
import { useTranslations } from 'use-intl'

/** In the place of rows that are all the same, where only differences are wanted. */
export function NothingDiffers({ count }: { count: number }) {
  const t = useTranslations('imageDiff')
  return <p className="text-muted">{t('nothingDiffers', { count })}</p>
}
