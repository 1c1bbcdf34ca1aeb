import clsx from 'clsx'
import type { ComponentProps, ReactNode } from 'react'

const field =
  'h-8 w-full rounded-md border border-border-strong bg-surface px-2 text-text placeholder:text-muted aria-invalid:border-warning disabled:opacity-60'

interface InputProps extends ComponentProps<'input'> {
  /** Stands inside, before the text. */
  readonly icon?: ReactNode
  /** Stands inside, after the text. */
  readonly trailing?: ReactNode
}

export function Input({ icon, trailing, className, ...props }: InputProps) {
  if (!icon && !trailing) return <input className={clsx(field, className)} {...props} />
  return (
    <span className={clsx('relative inline-flex w-full items-center', className)}>
      {icon && (
        <span aria-hidden className="pointer-events-none absolute left-2 text-muted [&_svg]:size-4">
          {icon}
        </span>
      )}
      <input className={clsx(field, icon && 'pl-8', trailing && 'pr-8')} {...props} />
      {trailing && <span className="absolute right-1 inline-flex items-center">{trailing}</span>}
    </span>
  )
}

interface FieldProps {
  readonly id: string
  readonly label: string
  readonly hint?: string
  readonly error?: string | null
  /** Marks it; that it is needed is said by `aria-required` of the control. */
  readonly isRequired?: boolean | undefined
  readonly children: ReactNode
}

/** A label over a control, with a hint or what is wrong under it. The control has `id` and, for a hint, `aria-describedby={`${id}-hint`}`. */
export const Field = ({ id, label, hint, error, isRequired, children }: FieldProps) => (
  <div className="grid gap-1">
    <label htmlFor={id} className="font-medium">
      {label}
      {isRequired && (
        <span aria-hidden className="text-muted">
          {' *'}
        </span>
      )}
    </label>
    {children}
    {(error || hint) && (
      <p id={`${id}-hint`} className={clsx('text-xs', error ? 'text-warning' : 'text-muted')}>
        {error ?? hint}
      </p>
    )}
  </div>
)
