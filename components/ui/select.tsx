import clsx from 'clsx'
import { ChevronDown } from 'lucide-react'
import type { ComponentProps } from 'react'

interface SelectProps extends Omit<ComponentProps<'select'>, 'children' | 'onChange'> {
  readonly options: readonly { readonly value: string; readonly label: string }[]
  readonly onValueChange: (value: string) => void
}

/** The platform's own select: its keyboard, its picker on a phone, and no script. */
export const Select = ({ options, onValueChange, className, ...props }: SelectProps) => (
  <span className={clsx('relative inline-flex items-center', className)}>
    <select
      className="h-8 w-full appearance-none rounded-md border border-border-strong bg-surface pr-8 pl-2 text-text hover:bg-surface-hover disabled:opacity-60"
      onChange={(event) => onValueChange(event.target.value)}
      {...props}
    >
      {options.map(({ value, label }) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
    </select>
    <ChevronDown aria-hidden className="pointer-events-none absolute right-2 size-4 text-muted" />
  </span>
)
