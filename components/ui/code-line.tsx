'use client'
import clsx from 'clsx'
import { useTranslations } from 'use-intl'
import { CopyButton } from './copy-button.tsx'

/** One command, or one line of text, to copy. It scrolls sideways rather than break. */
export function CodeLine({ code, className }: { code: string; className?: string }) {
  const t = useTranslations('ui')
  return (
    <div
      className={clsx(
        'flex min-w-0 items-center gap-1 rounded-md border border-border bg-surface-raised py-1 pr-1 pl-3',
        className,
      )}
    >
      <pre className="min-w-0 flex-1 overflow-x-auto font-mono text-text text-xs leading-6">
        <code>{code}</code>
      </pre>
      <CopyButton text={code} label={t('copyCommand', { command: code })} />
    </div>
  )
}
