'use client'
import clsx from 'clsx'
import { Slot } from 'radix-ui'
import type { ComponentProps, ReactNode } from 'react'
import { type ButtonVariant, buttonClass } from './button-class.ts'
import { Tooltip } from './tooltip.tsx'

interface ButtonProps extends ComponentProps<'button'> {
  readonly variant?: ButtonVariant
  readonly size?: 'sm' | 'md'
  /** Under way: it keeps its width, says so, and does nothing when pressed again. */
  readonly loading?: boolean
  /** Its one child (a link, say) takes the looks. */
  readonly asChild?: boolean
}

export function Button({
  variant,
  size,
  loading = false,
  asChild = false,
  className,
  children,
  onClick,
  ...props
}: ButtonProps) {
  const classes = buttonClass(variant, size, className)
  if (asChild) return <Slot.Root className={classes}>{children}</Slot.Root>
  return (
    <button
      type="button"
      className={clsx(classes, loading && 'relative')}
      aria-busy={loading || undefined}
      aria-disabled={loading || undefined}
      onClick={(event) => (loading ? event.preventDefault() : onClick?.(event))}
      {...props}
    >
      <span className={clsx('contents', loading && '[&>*]:invisible')}>
        {loading ? <span className="invisible inline-flex items-center gap-2">{children}</span> : children}
      </span>
      {loading && <Spinner />}
    </button>
  )
}

const Spinner = () => (
  <span
    aria-hidden
    className="absolute size-4 motion-safe:animate-spin rounded-full border-2 border-current border-r-transparent"
  />
)

interface IconButtonProps extends Omit<ComponentProps<'button'>, 'children' | 'aria-label'> {
  /** Its name for those who don't see it, and its tooltip. */
  readonly label: string
  readonly icon: ReactNode
  readonly size?: 'sm' | 'md'
}

/** 32 px, or 24 px (the least that WCAG 2.5.8 allows) inside rows. */
export const IconButton = ({ label, icon, size = 'md', className, ...props }: IconButtonProps) => (
  <Tooltip content={label}>
    <button
      type="button"
      aria-label={label}
      className={clsx(
        'inline-flex shrink-0 items-center justify-center rounded-md text-muted transition-colors hover:bg-surface-hover hover:text-text disabled:opacity-50 [&_svg]:size-4',
        size === 'sm' ? 'size-6' : 'size-8',
        className,
      )}
      {...props}
    >
      {icon}
    </button>
  </Tooltip>
)
