'use client'
import { useTranslations } from 'use-intl'
import { Digest } from '#components/shared/digest.tsx'
import { ProblemFacts } from '#components/shared/problem-state.tsx'
import { CodeLine } from '#components/ui/code-line.tsx'
import { CopyButton } from '#components/ui/copy-button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import type { RegistryType } from '#lib/api/registries.ts'
import { type ClientProblem, clientProblemCodes } from '#lib/client/problem.ts'
import { TurnOnDeletion } from './deletion-plan.tsx'

interface RefusalProps {
  readonly problem: { readonly code: string; readonly detail: string }
  readonly registryType: RegistryType | null
}

/** Why a tag cannot be deleted, and what would change that. */
export function Refusal({ problem, registryType }: RefusalProps) {
  const t = useTranslations('deletion')
  const problems = useTranslations('problems')
  const code = clientProblemCodes.find((known) => known === problem.code) ?? 'deletion_refused'
  return (
    <Notice tone="warning" title={problems(`${code}.title`)}>
      <p>{problems(`${code}.hint`)}</p>
      {code === 'deletion_disabled' && <TurnOnDeletion registryType={registryType} />}
      {code === 'read_only' && (
        <>
          <p>{t('turnOn.readOnly')}</p>
          <CodeLine code="readOnly: false" />
        </>
      )}
      <p className="font-mono text-xs">{problem.detail}</p>
    </Notice>
  )
}

/** The deletion was tried and did not happen. */
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

/** Someone pushed in between: from which digest to which. */
export function Moved({ from, to }: { from: string; to: string | null }) {
  const t = useTranslations('deletion')
  const problems = useTranslations('problems')
  return (
    <Notice tone="warning" title={problems('tag_moved.title')}>
      <p>{problems('tag_moved.hint')}</p>
      <dl className="grid grid-cols-[auto_1fr] gap-x-3">
        <dt>{t('movedFrom')}</dt>
        <dd>
          <Digest digest={from} />
        </dd>
        <dt>{t('movedTo')}</dt>
        <dd>{to ? <Digest digest={to} /> : t('reading')}</dd>
      </dl>
    </Notice>
  )
}
