'use client'
import { useEffect, useId, useState } from 'react'
import { Field, Input } from '#components/ui/input.tsx'

interface FilterTextProps {
  readonly label: string
  readonly placeholder: string
  /** What the list is filtered by now. */
  readonly value: string
  readonly isValid: (text: string) => boolean
  /** Said at the field when what it holds is not valid. */
  readonly problem: string
  /** Called with what is valid, or empty. */
  readonly onChange: (text: string) => void
}

/** A filter that is typed: it counts as soon as it makes sense, and says why where it does not. */
export function FilterText({ label, placeholder, value, isValid, problem, onChange }: FilterTextProps) {
  const id = useId()
  const [text, setText] = useState(value)
  // The chip was taken off, or the address changed.
  useEffect(
    () => setText((now) => (value === '' && now !== '' && !isValid(now) ? now : value)),
    [value, isValid],
  )
  const isWrong = text !== '' && !isValid(text)
  return (
    <Field id={id} label={label} error={isWrong ? problem : null}>
      <Input
        id={id}
        value={text}
        placeholder={placeholder}
        maxLength={32}
        autoComplete="off"
        spellCheck={false}
        aria-invalid={isWrong || undefined}
        aria-describedby={isWrong ? `${id}-hint` : undefined}
        onChange={({ target }) => {
          setText(target.value)
          if (target.value === '' || isValid(target.value)) onChange(target.value.trim())
        }}
      />
    </Field>
  )
}
