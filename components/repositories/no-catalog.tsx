'use client'
import { useTranslations } from 'use-intl'
import { Notice } from '#components/ui/notice.tsx'
import { OpenByName } from './open-by-name.tsx'

export function NoCatalog({ registryId }: { registryId: string }) {
  const t = useTranslations('repositories')
  return (
    <Notice title={t('noCatalogTitle')} className="mx-4 mb-3 md:mx-6">
      <p>{t('noCatalogText')}</p>
      <OpenByName registryId={registryId} />
    </Notice>
  )
}
