import type { ReactNode } from 'react'

interface EmptyStateProps {
  readonly icon?: ReactNode
  readonly title: string
  readonly children?: ReactNode
  readonly action?: ReactNode
}

/** Nothing here: why, and how to get something. */
export const EmptyState = ({ icon, title, children, action }: EmptyStateProps) => (
  <section className="mx-auto grid w-full max-w-160 gap-3 px-4 py-10">
    {icon && (
      <span aria-hidden className="text-muted [&_svg]:size-6">
        {icon}
      </span>
    )}
    <h2 className="font-semibold text-base">{title}</h2>
    {children && <div className="grid gap-3 text-muted">{children}</div>}
    {action && <div className="flex flex-wrap gap-2">{action}</div>}
  </section>
)
