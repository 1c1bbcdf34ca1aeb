'use client'
import { type ReactNode, useId } from 'react'
import { useTranslations } from 'use-intl'
import { Field, Input } from '#components/ui/input.tsx'
import type { DraftIssue } from '#lib/client/form-draft.ts'

interface TextFieldProps {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  /** Where it stands in the definition, so that what is wrong with it is told here. */
  readonly path: string
  readonly issues: readonly DraftIssue[]
  readonly hint?: string
  readonly placeholder?: string
  readonly maxLength?: number
  readonly isNumber?: boolean
  readonly isRequired?: boolean
  readonly suggestions?: readonly string[]
}

/** A line of text with what is wrong with it. */
export function TextField({
  label,
  value,
  onChange,
  path,
  issues,
  hint,
  placeholder,
  maxLength = 2_000,
  isNumber,
  isRequired,
  suggestions,
}: TextFieldProps) {
  const t = useTranslations('automations.form')
  const id = useId()
  const issue = issues.find((known) => known.path === path || known.path.startsWith(`${path}.`))
  return (
    <Field
      id={id}
      label={label}
      isRequired={isRequired}
      {...(hint ? { hint } : {})}
      error={issue ? t(`fault.${issue.fault}`, { message: issue.message ?? '' }) : null}
    >
      <Input
        id={id}
        value={value}
        maxLength={maxLength}
        placeholder={placeholder}
        inputMode={isNumber ? 'numeric' : undefined}
        autoComplete="off"
        spellCheck={false}
        list={suggestions ? `${id}-list` : undefined}
        aria-required={isRequired}
        aria-invalid={issue ? true : undefined}
        aria-describedby={issue || hint ? `${id}-hint` : undefined}
        onChange={(event) => onChange(event.target.value)}
      />
      {suggestions && (
        <datalist id={`${id}-list`}>
          {suggestions.map((suggestion) => (
            <option key={suggestion} value={suggestion} />
          ))}
        </datalist>
      )}
    </Field>
  )
}

interface GroupProps {
  readonly title: string
  readonly hint?: string
  readonly children: ReactNode
}

/** Fields that belong together, under a name of their own. */
export const Group = ({ title, hint, children }: GroupProps) => (
  <fieldset className="grid min-w-0 gap-3">
    <legend className="pb-2 font-semibold text-base">{title}</legend>
    {hint && <p className="text-muted">{hint}</p>}
    {children}
  </fieldset>
)
