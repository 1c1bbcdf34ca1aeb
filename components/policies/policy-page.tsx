'use client'
import { useTranslations } from 'use-intl'
import { ProblemState } from '#components/shared/problem-state.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { draftOf, emptyPolicy } from '#lib/client/policy-draft.ts'
import { definitionPartsOf } from '#lib/client/policy-parts.ts'
import { usePolicy } from '#lib/client/use-policies.ts'
import { PolicyWorkbench } from './policy-workbench.tsx'

/** One policy: its rules with what they would do, its schedule, its runs. null: one that is not there yet. */
export function PolicyPage({ id }: { id: string | null }) {
  const t = useTranslations('policies')
  const policy = usePolicy(id)
  if (id === null)
    return <PolicyWorkbench key="new" policy={null} draft={emptyPolicy(t('newName'), t('newRule'))} />
  if (policy.data) {
    const draft = draftOf(policy.data.id, definitionPartsOf(policy.data))
    // Another version is another form: what somebody else has changed is not written over without a word.
    return <PolicyWorkbench key={`${id} ${policy.data.version}`} policy={policy.data} draft={draft} />
  }
  if (policy.isError)
    return (
      <ProblemState
        error={policy.error}
        onRetry={() => policy.refetch()}
        isRetrying={policy.isFetching}
        isPage
      />
    )
  return <PageHeader title={<Skeleton className="w-48" />} />
}
