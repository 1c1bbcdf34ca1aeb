'use client'
import clsx from 'clsx'

interface SegmentedProps<T extends string> {
  readonly label: string
  readonly value: T
  readonly onChange: (value: T) => void
  readonly options: readonly { readonly value: T; readonly label: string }[]
}

/** One of a few, all in sight. */
export const Segmented = <T extends string>({ label, value, onChange, options }: SegmentedProps<T>) => (
  <fieldset className="inline-flex h-8 shrink-0 items-center rounded-md border border-border-strong p-0.5">
    <legend className="sr-only">{label}</legend>
    {options.map((option) => (
      <button
        key={option.value}
        type="button"
        aria-pressed={option.value === value}
        onClick={() => onChange(option.value)}
        className={clsx(
          'h-6.5 rounded-sm px-2',
          option.value === value ? 'bg-surface-selected font-medium text-text' : 'text-muted hover:text-text',
        )}
      >
        {option.label}
      </button>
    ))}
  </fieldset>
)
