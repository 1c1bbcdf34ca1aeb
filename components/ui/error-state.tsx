'use client'
import { RotateCw, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from './button.tsx'
import { CopyButton } from './copy-button.tsx'

interface ErrorStateProps {
  /** What happened. */
  readonly title: string
  /** What we still know, and what to do. */
  readonly children?: ReactNode
  /** Under which the server logged it; empty: there is none. */
  readonly requestId?: string
  readonly onRetry?: () => void
  readonly isRetrying?: boolean
  readonly action?: ReactNode
  /** It stands in the place of the whole page, and so its title is the page's. */
  readonly isPage?: boolean
}

export function ErrorState({
  title,
  children,
  requestId,
  onRetry,
  isRetrying,
  action,
  isPage,
}: ErrorStateProps) {
  const Heading = isPage ? 'h1' : 'h2'
  const t = useTranslations('ui')
  return (
    <section role="alert" className="mx-auto grid w-full max-w-160 gap-3 px-4 py-10">
      <TriangleAlert aria-hidden className="size-6 text-warning" />
      <Heading className="font-semibold text-base">{title}</Heading>
      {children && <div className="grid gap-2 break-words text-muted">{children}</div>}
      {(onRetry || action) && (
        <div className="flex flex-wrap gap-2">
          {onRetry && (
            <Button onClick={onRetry} loading={isRetrying ?? false}>
              <RotateCw aria-hidden className="size-4" />
              {t('retry')}
            </Button>
          )}
          {action}
        </div>
      )}
      {requestId && (
        <p className="flex items-center gap-1 text-muted text-xs">
          <span className="font-mono">{t('requestId', { id: requestId })}</span>
          <CopyButton text={requestId} label={t('copyRequestId')} />
        </p>
      )}
    </section>
  )
}
