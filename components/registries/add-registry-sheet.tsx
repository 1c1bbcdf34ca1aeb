'use client'
import { useTranslations } from 'use-intl'
import { toast } from '#components/ui/toast.tsx'
import { useAddRegistry } from '#lib/client/use-registries.ts'
import { checkNew } from './check-registry-form.ts'
import { RegistryFormSheet } from './registry-form-sheet.tsx'
import { useRegistryForm } from './use-registry-form.ts'

interface AddRegistrySheetProps {
  readonly idsInUse: readonly string[]
  readonly onClose: () => void
}

export function AddRegistrySheet({ idsInUse, onClose }: AddRegistrySheetProps) {
  const t = useTranslations('registries.form')
  const state = useRegistryForm(null, idsInUse)
  const { mutate, isPending, error, reset } = useAddRegistry()
  const submit = () => {
    const checked = checkNew(state.form)
    reset()
    state.fail('errors' in checked ? checked.errors : {})
    if ('errors' in checked) return
    mutate(checked.body, {
      onSuccess: ({ name }) => {
        toast.success(t('added', { name }), { description: t('addedText') })
        onClose()
      },
      onError: state.failFor,
    })
  }
  return (
    <RegistryFormSheet
      onClose={onClose}
      title={t('addTitle')}
      description={t('addText')}
      submitLabel={t('add')}
      state={state}
      before={null}
      onSubmit={submit}
      isSaving={isPending}
      error={error}
    />
  )
}
