'use client'
import { useTranslations } from 'use-intl'
import { OnePage } from '#components/shared/automation/one-page.tsx'
import { definitionPartsOf } from '#lib/client/definition-parts.ts'
import { draftOf, emptyPolicy } from '#lib/client/policy-draft.ts'
import { usePolicy } from '#lib/client/use-policies.ts'
import { PolicyWorkbench } from './policy-workbench.tsx'

/** One policy: its rules with what they would do, its schedule, its runs. null: one that is not there yet. */
export function PolicyPage({ id }: { id: string | null }) {
  const t = useTranslations('policies')
  const query = usePolicy(id)
  if (id === null)
    return <PolicyWorkbench key="new" policy={null} draft={emptyPolicy(t('newName'), t('newRule'))} />
  return (
    <OnePage query={query}>
      {(policy) => (
        // Another version is another form: what somebody else has changed is not written over without a word.
        <PolicyWorkbench
          key={`${id} ${policy.version}`}
          policy={policy}
          draft={draftOf(policy.id, definitionPartsOf(policy))}
        />
      )}
    </OnePage>
  )
}
