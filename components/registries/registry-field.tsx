'use client'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { Field } from '#components/ui/input.tsx'
import type { CheckedField } from './check-registry-form.ts'
import { fieldId, type RegistryFormState } from './use-registry-form.ts'

interface ControlProps {
  readonly id: string
  readonly 'aria-invalid': true | undefined
  readonly 'aria-describedby': string | undefined
}

interface RegistryFieldProps {
  readonly state: RegistryFormState
  readonly field: CheckedField
  readonly label: string
  readonly hint?: string
  /** The id of a hint that stands elsewhere. */
  readonly describedBy?: string
  readonly children: (control: ControlProps) => ReactNode
}

/** A field with what is wrong with it, in words. */
export function RegistryField({ state, field, label, hint, describedBy, children }: RegistryFieldProps) {
  const t = useTranslations('registries.form.error')
  const error = state.errors[field]
  const id = fieldId(field)
  const described = [error || hint ? `${id}-hint` : '', describedBy ?? ''].filter(Boolean)
  return (
    <Field
      id={id}
      label={label}
      {...(hint ? { hint } : {})}
      error={error ? t(error.code, { value: error.value ?? '' }) : null}
    >
      {children({
        id,
        'aria-invalid': error ? true : undefined,
        'aria-describedby': described.length > 0 ? described.join(' ') : undefined,
      })}
    </Field>
  )
}
