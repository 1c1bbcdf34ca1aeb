'use client'
import { useId } from 'react'
import { Select } from '#components/ui/select.tsx'

interface FilterSelectProps<T extends string> {
  readonly label: string
  readonly value: T
  readonly options: readonly { readonly value: T; readonly label: string }[]
  readonly hint?: string | undefined
  readonly onChange: (value: T) => void
}

/** A filter that is one of a few, in a line with its name. */
export function FilterSelect<T extends string>({
  label,
  value,
  options,
  hint,
  onChange,
}: FilterSelectProps<T>) {
  const id = useId()
  return (
    <div className="grid grid-cols-[1fr_auto] items-center gap-x-3 gap-y-1">
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      <Select
        id={id}
        value={value}
        aria-describedby={hint ? `${id}-hint` : undefined}
        options={options}
        onValueChange={(next) => {
          const chosen = options.find((option) => option.value === next)
          if (chosen) onChange(chosen.value)
        }}
      />
      {hint && (
        <p id={`${id}-hint`} className="col-span-2 text-muted text-xs">
          {hint}
        </p>
      )}
    </div>
  )
}

interface YesNoProps {
  readonly label: string
  readonly words: { readonly any: string; readonly true: string; readonly false: string }
  readonly value: boolean | null
  readonly hint?: string | undefined
  readonly onChange: (value: boolean | null) => void
}

export const YesNo = ({ words, value, onChange, ...props }: YesNoProps) => (
  <FilterSelect
    {...props}
    value={value === null ? 'any' : value ? 'true' : 'false'}
    options={(['any', 'true', 'false'] as const).map((key) => ({ value: key, label: words[key] }))}
    onChange={(next) => onChange(next === 'any' ? null : next === 'true')}
  />
)
