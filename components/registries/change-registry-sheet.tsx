'use client'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { toast } from '#components/ui/toast.tsx'
import type { Registry } from '#lib/api/registries.ts'
import { useChangeRegistry } from '#lib/client/use-registries.ts'
import { checkChange } from './check-registry-form.ts'
import { formOf } from './registry-form.ts'
import { RegistryFormSheet } from './registry-form-sheet.tsx'
import { useRegistryForm } from './use-registry-form.ts'

interface ChangeRegistrySheetProps {
  readonly registry: Registry
  readonly onClose: () => void
}

export function ChangeRegistrySheet({ registry, onClose }: ChangeRegistrySheetProps) {
  const t = useTranslations('registries.form')
  // As it was when the form opened: the list behind it is read again all the time.
  const [before] = useState(() => formOf(registry))
  const state = useRegistryForm(before, [])
  const { mutate, isPending, error, reset } = useChangeRegistry()
  const submit = () => {
    const checked = checkChange(before, state.form)
    reset()
    state.fail('errors' in checked ? checked.errors : {})
    if ('errors' in checked) return
    if (Object.keys(checked.body).length === 0) return onClose()
    mutate(
      { registry: registry.id, patch: checked.body },
      {
        onSuccess: ({ name }) => {
          toast.success(t('changed', { name }))
          onClose()
        },
        onError: state.failFor,
      },
    )
  }
  return (
    <RegistryFormSheet
      onClose={onClose}
      title={t('changeTitle', { name: registry.name })}
      description={t('changeText', { id: registry.id })}
      submitLabel={t('change')}
      state={state}
      before={before}
      onSubmit={submit}
      isSaving={isPending}
      error={error}
    />
  )
}
