'use client'
import { useTranslations } from 'use-intl'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { toast } from '#components/ui/toast.tsx'
import type { Registry } from '#lib/api/registries.ts'
import { useRemoveRegistry } from '#lib/client/use-registries.ts'
import { RegistryProblem } from './registry-problem.tsx'

/** The row that had the focus is gone: the one in its place takes it, after the dialog has let go of it. */
const focusTable = () =>
  setTimeout(() => {
    const row = document.querySelector<HTMLElement>('tr[data-index][tabindex="0"]')
    const target = row ?? document.querySelector<HTMLElement>('#content')
    target?.focus()
  }, 50)

interface RemoveRegistryDialogProps {
  readonly registry: Registry
  readonly onClose: () => void
}

export function RemoveRegistryDialog({ registry, onClose }: RemoveRegistryDialogProps) {
  const t = useTranslations('registries.remove')
  const { mutate, isPending, error } = useRemoveRegistry()
  const { id, name, url } = registry
  const confirm = () =>
    mutate(id, {
      onSuccess: () => {
        toast.success(t('removed', { name }))
        onClose()
        focusTable()
      },
    })
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open && !isPending) onClose()
      }}
      title={t('title', { name })}
      description={url}
      initialFocus="marked"
      footer={
        <>
          {error !== null && <RegistryProblem error={error} />}
          <Button onClick={onClose} disabled={isPending} data-autofocus>
            {t('keep')}
          </Button>
          <Button variant="danger" onClick={confirm} loading={isPending}>
            {t('confirm')}
          </Button>
        </>
      }
    >
      <div className="grid gap-2">
        <p>{t('nothingIsDeleted')}</p>
        <p className="text-muted">{t('whatIsForgotten')}</p>
      </div>
    </Dialog>
  )
}
