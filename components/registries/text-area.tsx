import clsx from 'clsx'
import type { ComponentProps } from 'react'

/** Several lines of something exact: a certificate, a list of names. */
export const TextArea = ({ className, ...props }: ComponentProps<'textarea'>) => (
  <textarea
    className={clsx(
      'w-full resize-y rounded-md border border-border-strong bg-surface px-2 py-1 font-mono text-text text-xs leading-5 placeholder:text-muted aria-invalid:border-warning',
      className,
    )}
    autoCapitalize="none"
    autoCorrect="off"
    spellCheck={false}
    {...props}
  />
)
