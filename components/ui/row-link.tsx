'use client'
import clsx from 'clsx'
import { createContext, type ReactNode, useContext } from 'react'
import { IntentLink } from './intent-link.tsx'
import { useCellTabIndex } from './row-focus.ts'

export interface RowTarget {
  readonly href: string | null
  readonly open: (() => void) | null
}

/** Where the row around it leads. */
export const RowTargetContext = createContext<RowTarget>({ href: null, open: null })

/** What names a row inside a `DataTable`: a real link to where the row leads, so that it opens in a new tab as well. */
export function RowLink({ children, className }: { children: ReactNode; className?: string }) {
  const { href, open } = useContext(RowTargetContext)
  const tabIndex = useCellTabIndex()
  const classes = clsx(
    'min-w-0 truncate rounded-sm text-left text-text hover:text-accent hover:underline',
    className,
  )
  if (href !== null) {
    return (
      <IntentLink href={href} tabIndex={tabIndex} className={classes}>
        {children}
      </IntentLink>
    )
  }
  if (!open) return <span className={clsx('min-w-0 truncate', className)}>{children}</span>
  return (
    <button type="button" tabIndex={tabIndex} onClick={open} className={classes}>
      {children}
    </button>
  )
}
