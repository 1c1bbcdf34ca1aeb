'use client'
import { useTranslations } from 'use-intl'
import { ProblemFacts } from '#components/shared/problem-state.tsx'
import { CopyButton } from '#components/ui/copy-button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import type { ClientProblem } from '#lib/client/problem.ts'

/** Something was tried and did not happen. */
export function Failure({ problem }: { problem: ClientProblem }) {
  const problems = useTranslations('problems')
  const ui = useTranslations('ui')
  return (
    <Notice tone="danger" title={problems(`${problem.code}.title`)}>
      <p>{problems(`${problem.code}.hint`)}</p>
      <ProblemFacts problem={problem} />
      {problem.requestId && (
        <p className="flex items-center gap-1 text-xs">
          <span className="font-mono">{ui('requestId', { id: problem.requestId })}</span>
          <CopyButton text={problem.requestId} label={ui('copyRequestId')} />
        </p>
      )}
    </Notice>
  )
}
