'use client'
import { useTranslations } from 'use-intl'
import { CodeLine } from '#components/ui/code-line.tsx'
import type { RegistryType } from '#lib/api/registries.ts'

/** How to turn deletion on, where the kind of registry is one that we know how. */
export function TurnOnDeletion({ registryType }: { registryType: RegistryType | null }) {
  const t = useTranslations('deletion')
  if (registryType === null) return null
  if (registryType === 'distribution' || registryType === 'generic')
    return (
      <>
        <p>{t('turnOn.distribution')}</p>
        <CodeLine code={'storage:\n  delete:\n    enabled: true'} copyLabel={t('copyConfiguration')} />
        <p>{t('turnOn.environment')}</p>
        <CodeLine code="REGISTRY_STORAGE_DELETE_ENABLED=true" />
      </>
    )
  return <p>{t('turnOn.other')}</p>
}
