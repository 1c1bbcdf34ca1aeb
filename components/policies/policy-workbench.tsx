'use client'
import { useTranslations } from 'use-intl'
import { AutomationActions } from '#components/shared/automation/actions.tsx'
import { useDraft, useIds } from '#components/shared/automation/use-draft.ts'
import { useWorkbenchTab, Workbench } from '#components/shared/automation/workbench.tsx'
import { exportPolicies, type Policy } from '#lib/api/policies.ts'
import { urlOf } from '#lib/client/call.ts'
import { policiesPath, policyPath, policyRunsPath } from '#lib/client/paths.ts'
import { definitionOf, type PolicyDraft } from '#lib/client/policy-draft.ts'
import { usePolicies, usePolicyChanges } from '#lib/client/use-policies.ts'
import { useIsAllowed } from '#lib/client/use-session.ts'
import { Mode, scopeOf } from './policy-facts.tsx'
import { PolicyForm } from './policy-form.tsx'
import { PolicyPreview } from './policy-preview.tsx'
import { PolicyRuns } from './policy-runs.tsx'
import { RunOutlook } from './run-outlook.tsx'
import { usePreviewState } from './use-preview-state.ts'

const paths = {
  list: policiesPath,
  one: policyPath,
  runs: policyRunsPath,
  yaml: (id: string) => urlOf(exportPolicies, { params: {}, query: { id } }),
}

interface WorkbenchProps {
  /** null: it is being made. */
  readonly policy: Policy | null
  readonly draft: PolicyDraft
}

export function PolicyWorkbench({ policy, draft: first }: WorkbenchProps) {
  const t = useTranslations('policies')
  const [show] = useWorkbenchTab()
  const ids = useIds(usePolicies().data?.items)
  const form = useDraft(first, definitionOf, ids)
  const changes = usePolicyChanges()
  const mayChange = useIsAllowed('administer')
  const mayDelete = useIsAllowed('delete')
  const isFixed = policy?.source === 'file' || !mayChange
  const state = usePreviewState(mayDelete && show !== 'runs' ? form.settled : null)
  const { issues, sound, isBroken } = form.judge(state.mistakes)
  return (
    <Workbench
      automation={policy}
      words={{ one: t('one'), rules: t('tabs.rules'), newTitle: t('newTitle'), newLead: t('newLead') }}
      isFixed={isFixed}
      badge={policy && <Mode policy={policy} />}
      scope={policy && <span className="font-mono text-xs">{scopeOf(policy)}</span>}
      actions={
        <AutomationActions
          automation={policy}
          id={form.draft.id}
          definition={sound}
          isChanged={form.isChanged}
          onIncomplete={form.tellUnfilled}
          isFixed={isFixed}
          isDry={policy?.mode === 'dry-run'}
          mayRun={mayDelete}
          changes={changes}
          paths={paths}
          words={{ runText: t('runText'), runReally: t('runReally'), removeText: t('removeText') }}
          Outlook={RunOutlook}
          isRunDanger
          onRefused={form.refuse}
        />
      }
      form={
        <PolicyForm
          draft={form.draft}
          onChange={form.setDraft}
          isNew={policy === null}
          isFixed={isFixed}
          issues={issues}
        />
      }
      preview={
        mayDelete ? (
          <PolicyPreview state={state} isBroken={isBroken} />
        ) : (
          <p className="px-4 py-4 text-muted md:px-6">{t('preview.notAllowed')}</p>
        )
      }
      runs={policy && <PolicyRuns id={policy.id} />}
    />
  )
}
