import clsx from 'clsx'

const variants = {
  primary: 'bg-accent text-on-accent hover:bg-accent-hover border-transparent',
  secondary: 'bg-surface text-text border-border-strong hover:bg-surface-hover',
  ghost: 'text-text border-transparent hover:bg-surface-hover',
  danger: 'bg-danger text-on-danger hover:bg-danger-hover border-transparent',
} as const

const base =
  'inline-flex shrink-0 select-none items-center justify-center gap-2 whitespace-nowrap rounded-md border font-medium transition-colors disabled:opacity-50 aria-disabled:opacity-50'

export type ButtonVariant = keyof typeof variants

/** How a button looks: for what is no button, or stands on a page that takes no script for it. */
export const buttonClass = (variant: ButtonVariant = 'secondary', size: 'sm' | 'md' = 'md', more?: string) =>
  clsx(base, variants[variant], size === 'sm' ? 'h-7 px-2' : 'h-8 px-3', more)
