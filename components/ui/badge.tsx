import clsx from 'clsx'
import type { ReactNode } from 'react'

const tones = {
  neutral: 'border-border text-muted',
  accent: 'border-accent text-accent',
  success: 'border-success text-success',
  warning: 'border-warning text-warning',
  danger: 'border-danger text-danger',
} as const

export type Tone = keyof typeof tones

export const Badge = ({ tone = 'neutral', children }: { tone?: Tone; children: ReactNode }) => (
  <span
    className={clsx(
      'inline-flex h-5 items-center gap-1 whitespace-nowrap rounded-sm border px-1.5 text-xs',
      tones[tone],
    )}
  >
    {children}
  </span>
)

export const Kbd = ({ children }: { children: ReactNode }) => (
  <kbd className="inline-flex h-5 min-w-5 items-center justify-center rounded-sm border border-border bg-surface-raised px-1 font-mono text-muted text-xs">
    {children}
  </kbd>
)
