'use client'
import { useRouter } from 'next/navigation'
import { parseAsStringLiteral, useQueryState } from 'nuqs'
import { useMemo, useState } from 'react'
import { useTranslations } from 'use-intl'
import { Notice } from '#components/ui/notice.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { Tabs } from '#components/ui/tabs.tsx'
import type { Policy } from '#lib/api/policies.ts'
import type { PolicyDefinition } from '#lib/api/policy-definition.ts'
import { policyPath } from '#lib/client/paths.ts'
import { type DraftIssue, definitionOf, type PolicyDraft } from '#lib/client/policy-draft.ts'
import { useIsAllowed } from '#lib/client/use-session.ts'
import { useSettled } from '#lib/client/use-settled.ts'
import { PolicyActions } from './policy-actions.tsx'
import { Mode, NextRun, scopeOf } from './policy-facts.tsx'
import { PolicyForm } from './policy-form.tsx'
import { PolicyPreview } from './policy-preview.tsx'
import { PolicyRuns } from './policy-runs.tsx'
import { usePreviewState } from './use-preview-state.ts'

const parser = parseAsStringLiteral(['rules', 'preview', 'runs'] as const).withDefault('rules')

interface WorkbenchProps {
  /** null: it is being made. */
  readonly policy: Policy | null
  readonly draft: PolicyDraft
}

export function PolicyWorkbench({ policy, draft: first }: WorkbenchProps) {
  const t = useTranslations('policies')
  const router = useRouter()
  const [show, setShow] = useQueryState('show', parser)
  const [draft, setDraft] = useState(first)
  const result = useMemo(() => definitionOf(draft), [draft])
  const definition = 'definition' in result ? result.definition : null
  const settled = useSettled(definition, 500)
  const mayChange = useIsAllowed('administer')
  const mayPreview = useIsAllowed('delete')
  const isFixed = policy?.source === 'file' || !mayChange
  const state = usePreviewState(mayPreview && show !== 'runs' ? settled : null)
  // What was refused when it was to be saved, of the draft that was.
  const [refused, setRefused] = useState<{ of: PolicyDefinition; mistakes: readonly DraftIssue[] } | null>(
    null,
  )
  // The server's word is on a policy as it was: what has been typed since has not been judged yet.
  const mistakes = [
    ...(definition !== null && definition === settled ? state.mistakes : []),
    ...(definition !== null && definition === refused?.of ? refused.mistakes : []),
  ]
  const form = (
    <PolicyForm
      draft={draft}
      onChange={setDraft}
      isNew={policy === null}
      isFixed={isFixed}
      issues={'issues' in result ? result.issues : mistakes}
    />
  )
  const preview = mayPreview ? (
    <PolicyPreview state={state} isBroken={definition === null || mistakes.length > 0} />
  ) : (
    <p className="px-4 py-4 text-muted md:px-6">{t('preview.notAllowed')}</p>
  )
  return (
    <>
      <PageHeader
        title={policy?.name ?? t('newTitle')}
        isWide
        badges={policy && <Mode policy={policy} />}
        facts={
          policy
            ? [
                { id: 'scope', content: <span className="font-mono text-xs">{scopeOf(policy)}</span> },
                {
                  id: 'next',
                  content: (
                    <>
                      {t('columns.next')}: <NextRun policy={policy} />
                    </>
                  ),
                },
              ]
            : [{ id: 'lead', content: t('newLead') }]
        }
        actions={
          <PolicyActions
            policy={policy}
            id={draft.id}
            definition={mistakes.length > 0 ? null : definition}
            onRefused={(of, mistakes) => setRefused({ of, mistakes })}
            isFixed={isFixed}
            onSaved={(id) => (policy === null ? router.replace(policyPath(id)) : undefined)}
          />
        }
      />
      {policy?.source === 'file' && (
        <Notice className="mx-4 mb-3 md:mx-6" title={t('fixedTitle')}>
          {t('fixedText')}
        </Notice>
      )}
      <Tabs
        label={t('one')}
        value={show}
        onChange={(next) => void setShow(next)}
        isFilling
        tabs={[
          {
            value: 'rules',
            label: t('tabs.rules'),
            content: (
              <div className="flex min-h-0 flex-1">
                <div className="min-h-0 flex-1 overflow-y-auto px-4 py-4 md:px-6 lg:max-w-116">{form}</div>
                <div className="hidden min-h-0 min-w-0 flex-1 flex-col border-border border-l lg:flex">
                  {preview}
                </div>
              </div>
            ),
          },
          {
            value: 'preview',
            label: t('tabs.preview'),
            content: <div className="flex min-h-0 flex-1 flex-col">{preview}</div>,
          },
          ...(policy
            ? [{ value: 'runs' as const, label: t('tabs.runs'), content: <PolicyRuns id={policy.id} /> }]
            : []),
        ]}
      />
    </>
  )
}
