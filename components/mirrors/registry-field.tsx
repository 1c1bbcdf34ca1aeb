'use client'
import { useId } from 'react'
import { useTranslations } from 'use-intl'
import { Field } from '#components/ui/input.tsx'
import { Select } from '#components/ui/select.tsx'
import type { DraftIssue } from '#lib/client/form-draft.ts'
import { useRegistries } from '#lib/client/use-registries.ts'

interface RegistryFieldProps {
  readonly value: string
  readonly onChange: (value: string) => void
  /** Something is written to it. */
  readonly isTarget?: boolean
  readonly path: string
  readonly issues: readonly DraftIssue[]
}

/** One of the registries that there are; the one that a mirror names stays named though it is gone. */
export function RegistryField({ value, onChange, isTarget, path, issues }: RegistryFieldProps) {
  const t = useTranslations('mirrors.form')
  const faults = useTranslations('automations.form.fault')
  const id = useId()
  const { data } = useRegistries()
  const known = (data?.items ?? []).filter((one) => !isTarget || !one.readOnly || one.id === value)
  const issue = issues.find((one) => one.path === path)
  const isGone = value !== '' && !known.some((one) => one.id === value)
  return (
    <Field
      id={id}
      label={t('registry')}
      isRequired
      error={issue ? faults(issue.fault, { message: issue.message ?? '' }) : null}
    >
      <Select
        id={id}
        value={value}
        aria-required
        aria-invalid={issue ? true : undefined}
        aria-describedby={issue ? `${id}-hint` : undefined}
        onValueChange={onChange}
        options={[
          ...(value === '' ? [{ value: '', label: t('chooseRegistry') }] : []),
          ...(isGone ? [{ value, label: value }] : []),
          ...known.map((one) => ({ value: one.id, label: one.name })),
        ]}
      />
    </Field>
  )
}
