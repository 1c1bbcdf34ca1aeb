'use client'
import clsx from 'clsx'
import { useTranslations } from 'use-intl'
import { CopyButton } from './copy-button.tsx'

// What scrolls sideways must be reached by keyboard too (WCAG 2.1.1).
const tabStop = 0

interface CodeLineProps {
  readonly code: string
  /** What is copied, in words; the code itself otherwise. */
  readonly copyLabel?: string
  readonly className?: string
}

/** A command or a few lines of text to copy, exactly as they are. It scrolls sideways rather than break. */
export function CodeLine({ code, copyLabel, className }: CodeLineProps) {
  const t = useTranslations('ui')
  return (
    <div
      className={clsx(
        'flex min-w-0 items-start gap-1 rounded-md border border-border bg-surface-raised py-1 pr-1 pl-3',
        className,
      )}
    >
      <pre
        tabIndex={tabStop}
        className="min-w-0 flex-1 overflow-x-auto font-mono text-text text-xs leading-6"
      >
        <code>{code}</code>
      </pre>
      <CopyButton text={code} label={copyLabel ?? t('copyCommand', { command: code })} />
    </div>
  )
}
