'use client'
import { useTranslations } from 'use-intl'
import { Notice } from '#components/ui/notice.tsx'
import { ConfigurationSnippet } from './configuration-snippet.tsx'

/** Stands under the table, so that nothing moves when it turns out that this is the demo. */
export function DemoBanner() {
  const t = useTranslations('registries')
  return (
    <aside className="px-4 py-4 md:px-6">
      <Notice title={t('demoTitle')}>
        <p>{t('demoText')}</p>
        <ConfigurationSnippet />
      </Notice>
    </aside>
  )
}
