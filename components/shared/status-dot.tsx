'use client'
import clsx from 'clsx'
import { useTranslations } from 'use-intl'
import type { RegistryStatus } from '#lib/api/registries.ts'

type State = RegistryStatus['state']

// Red is kept for what destroys.
const colours: Readonly<Record<State, string>> = {
  unknown: 'text-muted',
  online: 'text-success',
  slow: 'text-warning',
  unauthorized: 'text-warning',
  unreachable: 'text-warning',
  error: 'text-warning',
}

/** A shape of its own for each state, so that none is told by its colour alone: full, half, barred, hollow, crossed. */
function Shape({ state }: { state: State }) {
  switch (state) {
    case 'online':
      return <circle cx="6" cy="6" r="5" fill="currentColor" />
    case 'slow':
      return (
        <>
          <circle cx="6" cy="6" r="4.25" fill="none" stroke="currentColor" strokeWidth="1.5" />
          <path d="M6 1.5a4.5 4.5 0 0 1 0 9z" fill="currentColor" />
        </>
      )
    case 'unauthorized':
      return (
        <>
          <circle cx="6" cy="6" r="5" fill="currentColor" />
          <path d="M3 6h6" stroke="var(--surface)" strokeWidth="1.75" />
        </>
      )
    case 'unreachable':
      return <circle cx="6" cy="6" r="4.25" fill="none" stroke="currentColor" strokeWidth="1.5" />
    case 'error':
      return <path d="M2 2l8 8M10 2l-8 8" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
    case 'unknown':
      return (
        <circle
          cx="6"
          cy="6"
          r="4.25"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.5"
          strokeDasharray="2 2"
        />
      )
  }
}

interface StatusDotProps {
  readonly state: State
  /** Whether the word is to be seen; it is always there for screen readers. */
  readonly isWordShown?: boolean
}

export function StatusDot({ state, isWordShown = false }: StatusDotProps) {
  const t = useTranslations('ui')
  return (
    <span className="inline-flex items-center gap-2 whitespace-nowrap">
      <svg aria-hidden="true" viewBox="0 0 12 12" className={clsx('size-3 shrink-0', colours[state])}>
        <Shape state={state} />
      </svg>
      <span className={isWordShown ? undefined : 'sr-only'}>{t(`status.${state}`)}</span>
    </span>
  )
}
