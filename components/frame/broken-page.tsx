'use client'
import Link from 'next/link'
import { useTranslations } from 'use-intl'
import { Button } from '#components/ui/button.tsx'
import { ErrorState } from '#components/ui/error-state.tsx'
import { overviewPath } from '#lib/client/paths.ts'

/** A page that threw while rendering. `digest` is the number under which the server logged it, where it was the server. */
export function BrokenPage({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const t = useTranslations('frame')
  const digest = typeof error === 'object' && error !== null && 'digest' in error ? String(error.digest) : ''
  return (
    <ErrorState isPage title={t('errorTitle')} requestId={digest} onRetry={onRetry} action={<ToOverview />}>
      <p>{t('errorHint')}</p>
      {error instanceof Error && <p className="font-mono text-xs">{error.message}</p>}
    </ErrorState>
  )
}

function ToOverview() {
  const t = useTranslations('frame')
  return (
    <Button asChild>
      <Link href={overviewPath}>{t('toOverview')}</Link>
    </Button>
  )
}
