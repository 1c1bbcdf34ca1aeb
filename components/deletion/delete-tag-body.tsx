'use client'
import { useTranslations } from 'use-intl'
import { ProblemFacts } from '#components/shared/problem-state.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { problemOf } from '#lib/client/problem.ts'
import { useRegistry } from '#lib/client/use-registries.ts'
import { DeletionPlan } from './deletion-plan.tsx'
import { Failure, Moved, Refusal } from './deletion-problem.tsx'
import type { useTagDeletion } from './use-tag-deletion.ts'

interface DeleteTagBodyProps {
  readonly deletion: ReturnType<typeof useTagDeletion>
  readonly registry: string
}

export function DeleteTagBody({ deletion, registry }: DeleteTagBodyProps) {
  const t = useTranslations('deletion')
  const problems = useTranslations('problems')
  const registryType = useRegistry(registry).data?.type ?? null
  const { state, plan, problem, movedFrom, movedTo } = deletion
  if (state === 'unreadable') {
    const said = problemOf(deletion.readProblem)
    return (
      <Notice tone="danger" title={problems(`${said.code}.title`)}>
        <p>{problems(`${said.code}.hint`)}</p>
        <ProblemFacts problem={said} />
      </Notice>
    )
  }
  if (movedFrom !== null) return <Moved from={movedFrom} to={movedTo} />
  if (plan === null)
    return (
      <div className="grid gap-3" role="status">
        <p className="text-muted">{t('readingPlan')}</p>
        <Skeleton className="h-4 w-3/4" />
        <Skeleton className="h-4 w-1/2" />
        <Skeleton className="h-4 w-2/3" />
      </div>
    )
  return (
    <div className="grid gap-3">
      {state === 'refused' && (
        <Refusal
          problem={plan.problem ?? { code: 'deletion_unsupported', detail: '' }}
          registryType={registryType}
        />
      )}
      {state === 'failed' && problem && <Failure problem={problem} />}
      <DeletionPlan preview={plan} registryType={registryType} />
    </div>
  )
}
