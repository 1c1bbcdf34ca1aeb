import clsx from 'clsx'
import { Fragment, type ReactNode } from 'react'

interface PageHeaderProps {
  readonly title: ReactNode
  /** One line: each fact stands apart by a dot. Empty ones are left out. */
  readonly facts?: readonly { readonly id: string; readonly content: ReactNode }[]
  /** The primary action of the page and its neighbours; few and short, they stand beside the title on a phone too. */
  readonly actions?: ReactNode
  /** They are more than fit beside the title on a phone: they stand under it there. */
  readonly isWide?: boolean
  /** Stands beside the title. */
  readonly badges?: ReactNode
}

export const PageHeader = ({ title, facts = [], actions, isWide, badges }: PageHeaderProps) => (
  <div
    className={clsx(
      'flex items-start gap-4 px-4 pt-4 pb-2 md:px-6',
      isWide && 'max-md:flex-col max-md:gap-2',
    )}
  >
    <div className="min-w-0 flex-1">
      <div className="flex flex-wrap items-center gap-2">
        <h1 className="min-w-0 break-words font-semibold text-xl">{title}</h1>
        {badges}
      </div>
      {/* As high without facts, so that nothing moves when they come. */}
      <p className="min-h-5 text-muted">
        {facts.map(({ id, content }, at) => (
          <Fragment key={id}>
            {at > 0 && <span aria-hidden> · </span>}
            {content}
          </Fragment>
        ))}
      </p>
    </div>
    {actions && (
      <div className={clsx('flex shrink-0 items-center gap-2', isWide && 'max-md:shrink max-md:flex-wrap')}>
        {actions}
      </div>
    )}
  </div>
)

/** Filter, facets and view options over a table. */
export const Toolbar = ({ children }: { children: ReactNode }) => (
  <div className="flex flex-wrap items-center gap-2 px-4 pb-3 md:px-6">{children}</div>
)
