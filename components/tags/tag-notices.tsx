'use client'
import { useFormatter, useTranslations } from 'use-intl'
import { RelativeTime } from '#components/shared/relative-time.tsx'
import { Button } from '#components/ui/button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Progress } from '#components/ui/progress.tsx'
import type { Freshness } from '#lib/api/common.ts'
import { clientProblemCodes, problemOf } from '#lib/client/problem.ts'
import type { ResolveProgress as Progressed } from './tag-order.ts'

interface TroubleProps {
  readonly freshness: Freshness | undefined
  /** Asking again failed, while there are rows from before. */
  readonly error: unknown
  readonly onRetry: () => void
  readonly isRetrying: boolean
}

/** Why the rows below are old: what happened in words, since when they are true, and a way to try again. */
export function TroubleNotice({ freshness, error, onRetry, isRetrying }: TroubleProps) {
  const t = useTranslations('tags')
  const problems = useTranslations('problems')
  const ui = useTranslations('ui')
  const isUnreachable = freshness?.state === 'unreachable'
  if (!error && !isUnreachable) return null
  const said = error ? problemOf(error) : freshness?.problem
  const code = clientProblemCodes.find((known) => known === said?.code) ?? 'registry_unreachable'
  return (
    <div className="px-4 pb-3 md:px-6" role="status">
      <Notice
        tone="warning"
        title={problems(`${code}.title`)}
        action={
          <Button size="sm" onClick={onRetry} loading={isRetrying}>
            {ui('retry')}
          </Button>
        }
      >
        <p>
          {freshness?.asOf
            ? t.rich('staleRowsSince', { when: () => <RelativeTime time={freshness.asOf} /> })
            : t('staleRows')}
        </p>
        {said?.detail && <p className="font-mono text-xs">{said.detail}</p>}
      </Notice>
    </div>
  )
}

/** A sort, filter or grouping by what only the manifests tell: right once all of them were read. */
export function ResolveProgress({ progress }: { progress: Progressed | null }) {
  const t = useTranslations('tags')
  const { number } = useFormatter()
  if (!progress) return null
  const { resolved, all, waits } = progress
  return (
    <div className="flex flex-wrap items-center gap-3 px-4 pb-3 text-muted text-xs md:px-6">
      <Progress label={t('resolving')} done={resolved} total={all} className="w-40" />
      <span>
        {t(waits === 'rows' ? 'resolvedForRows' : 'resolvedForOrder', {
          resolved: number(resolved),
          all: number(all),
        })}
      </span>
    </div>
  )
}
