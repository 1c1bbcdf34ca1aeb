'use client'
import { useTranslations } from 'use-intl'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import type { Registry } from '#lib/api/registries.ts'

interface FixedRegistryDialogProps {
  /** null: the address names one that there is not. */
  readonly registry: Registry | null
  readonly onClose: () => void
}

/** For an address that asks to change what cannot be changed here. */
export function FixedRegistryDialog({ registry, onClose }: FixedRegistryDialogProps) {
  const t = useTranslations('registries')
  const problems = useTranslations('problems')
  const code = registry ? 'registry_is_configured_by_file' : 'registry_not_found'
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      title={registry?.source === 'demo' ? t('source.demoTitle') : problems(`${code}.title`)}
      initialFocus="marked"
      footer={
        <Button onClick={onClose} data-autofocus>
          {t('form.close')}
        </Button>
      }
      {...(registry ? { description: registry.name } : {})}
    >
      <p>{registry?.source === 'demo' ? t('source.demoText') : problems(`${code}.hint`)}</p>
    </Dialog>
  )
}
