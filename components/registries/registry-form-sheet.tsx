'use client'
import { useTranslations } from 'use-intl'
import { Button } from '#components/ui/button.tsx'
import { Sheet } from '#components/ui/dialog.tsx'
import { problemOf } from '#lib/client/problem.ts'
import { RegistryFields } from './registry-fields.tsx'
import type { RegistryForm } from './registry-form.ts'
import { RegistryProblem } from './registry-problem.tsx'
import type { RegistryFormState } from './use-registry-form.ts'

const formId = 'registry-form'

interface RegistryFormSheetProps {
  readonly onClose: () => void
  readonly title: string
  readonly description: string
  readonly submitLabel: string
  readonly state: RegistryFormState
  readonly before: RegistryForm | null
  readonly onSubmit: () => void
  readonly isSaving: boolean
  /** Why it was not saved; null: nothing was tried, or what is wrong stands at its field. */
  readonly error: unknown
}

export function RegistryFormSheet(props: RegistryFormSheetProps) {
  const { onClose, title, description, submitLabel, state, before, onSubmit, isSaving, error } = props
  const t = useTranslations('registries.form')
  const isAtField = state.errors.id?.code === 'idInUse' && problemOf(error).code === 'conflict'
  // While it is being saved, how that ends is what everyone waits for: closing would hide it.
  const close = () => {
    if (!isSaving) onClose()
  }
  return (
    <Sheet
      open
      onOpenChange={(open) => {
        if (!open) close()
      }}
      title={title}
      description={description}
      initialFocus="marked"
      footer={
        <>
          {error !== null && !isAtField && <RegistryProblem error={error} />}
          <Button onClick={close} disabled={isSaving}>
            {t('cancel')}
          </Button>
          <Button type="submit" form={formId} variant="primary" loading={isSaving}>
            {submitLabel}
          </Button>
        </>
      }
    >
      {/* `post`, so that a password never stands in an address. */}
      <form
        id={formId}
        method="post"
        noValidate
        autoComplete="off"
        className="grid gap-4 py-1"
        onSubmit={(event) => {
          event.preventDefault()
          if (!isSaving) onSubmit()
        }}
      >
        <RegistryFields state={state} before={before} />
      </form>
    </Sheet>
  )
}
