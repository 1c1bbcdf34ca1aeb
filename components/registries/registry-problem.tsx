'use client'
import { useTranslations } from 'use-intl'
import { ProblemFacts } from '#components/shared/problem-state.tsx'
import { CopyButton } from '#components/ui/copy-button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { problemOf } from '#lib/client/problem.ts'

/** Why nothing was changed, beside the button that was pressed. */
export function RegistryProblem({ error }: { error: unknown }) {
  const t = useTranslations('problems')
  const ui = useTranslations('ui')
  const problem = problemOf(error)
  return (
    <div role="alert" className="w-full">
      <Notice tone="danger" title={t(`${problem.code}.title`)}>
        <p>{t(`${problem.code}.hint`)}</p>
        <ProblemFacts problem={problem} />
        {problem.requestId && (
          <p className="flex items-center gap-1 text-xs">
            <span className="font-mono">{ui('requestId', { id: problem.requestId })}</span>
            <CopyButton text={problem.requestId} label={ui('copyRequestId')} />
          </p>
        )}
      </Notice>
    </div>
  )
}
