'use client'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { ErrorState } from '#components/ui/error-state.tsx'
import { type ClientProblem, problemOf } from '#lib/client/call.ts'

interface ProblemStateProps {
  /** Whatever was thrown. */
  readonly error: unknown
  readonly onRetry?: () => void
  readonly isRetrying?: boolean
  readonly action?: ReactNode
  /** It stands in the place of the whole page, and so its title is the page's. */
  readonly isPage?: boolean
}

/** A failure in words, in the place of what failed. */
export function ProblemState({ error, onRetry, isRetrying, action, isPage }: ProblemStateProps) {
  const problem = problemOf(error)
  const t = useTranslations('problems')
  return (
    <ErrorState
      title={t(`${problem.code}.title`)}
      requestId={problem.requestId}
      onRetry={onRetry}
      isRetrying={isRetrying}
      action={action}
      isPage={isPage}
    >
      <p>{t(`${problem.code}.hint`)}</p>
      <ProblemFacts problem={problem} />
    </ErrorState>
  )
}

/** What the server and the registry themselves said, word for word; plain text, since either may be hostile. */
export function ProblemFacts({ problem }: { problem: ClientProblem }) {
  const t = useTranslations('ui')
  return (
    <>
      {problem.detail && <p className="font-mono text-xs">{problem.detail}</p>}
      {problem.registry && problem.registry.errors.length > 0 && (
        <dl className="text-xs">
          <dt>{t('theRegistrySaid')}</dt>
          {problem.registry.errors.map(({ code, message }) => (
            <dd key={`${code} ${message}`} className="font-mono">
              {message ? `${code}: ${message}` : code}
            </dd>
          ))}
        </dl>
      )}
    </>
  )
}
