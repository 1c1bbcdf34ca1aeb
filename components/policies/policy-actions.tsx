'use client'
import { Download, FlaskConical, Play, Trash2 } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { toast } from '#components/ui/toast.tsx'
import { exportPolicies, type Policy } from '#lib/api/policies.ts'
import type { PolicyDefinition } from '#lib/api/policy-definition.ts'
import { problemOf, urlOf } from '#lib/client/call.ts'
import { policiesPath, policyRunsPath } from '#lib/client/paths.ts'
import { type DraftIssue, isPolicyId } from '#lib/client/policy-draft.ts'
import { mistakesOf } from '#lib/client/policy-mistakes.ts'
import { useChangePolicies } from '#lib/client/use-policies.ts'
import { useIsAllowed } from '#lib/client/use-session.ts'

interface PolicyActionsProps {
  readonly policy: Policy | null
  /** Of one that is being made. */
  readonly id: string
  /** As the form says it; null: it says none. */
  readonly definition: PolicyDefinition | null
  readonly isFixed: boolean
  readonly onSaved: (id: string) => void
  /** The server can make nothing of some of its fields. */
  readonly onRefused: (definition: PolicyDefinition, mistakes: readonly DraftIssue[]) => void
}

/** Save, run and the rest; a run for real is asked about first. */
export function PolicyActions({ policy, id, definition, isFixed, onSaved, onRefused }: PolicyActionsProps) {
  const t = useTranslations('policies')
  const problems = useTranslations('problems')
  const router = useRouter()
  const mayRun = useIsAllowed('delete')
  const { add, change, remove, run } = useChangePolicies()
  const [asking, setAsking] = useState<'run' | 'remove' | null>(null)
  const tell = (error: unknown) => {
    const { code, detail } = problemOf(error)
    toast.error(problems(`${code}.title`), { description: detail })
  }
  const save = () => {
    if (!definition) return
    const onError = (error: unknown) => {
      const mistakes = mistakesOf(error)
      if (mistakes.length > 0) {
        onRefused(definition, mistakes)
        toast.error(t('notSaved'), { description: t('notSavedText') })
      } else tell(error)
    }
    const onSuccess = () => {
      toast.success(t('saved'))
      onSaved(policy?.id ?? id)
    }
    if (policy) change.mutate({ id: policy.id, definition, version: policy.version }, { onSuccess, onError })
    else add.mutate({ id, definition }, { onSuccess, onError })
  }
  const begin = (dryRun: boolean) => {
    if (!policy) return
    setAsking(null)
    const onSuccess = () => {
      toast.success(t(dryRun ? 'dryRunBegun' : 'runBegun'))
      router.push(policyRunsPath(policy.id))
    }
    run.mutate({ id: policy.id, dryRun }, { onSuccess, onError: tell })
  }
  return (
    <>
      <div className="flex flex-wrap gap-2">
        {policy && (
          <Button asChild>
            <a href={urlOf(exportPolicies, { params: {}, query: { id: policy.id } })} download>
              <Download aria-hidden className="size-4" />
              YAML
            </a>
          </Button>
        )}
        {policy && !isFixed && (
          <Button onClick={() => setAsking('remove')}>
            <Trash2 aria-hidden className="size-4" />
            {t('remove')}
          </Button>
        )}
        {policy && mayRun && (
          <>
            <Button loading={run.isPending} onClick={() => begin(true)}>
              <FlaskConical aria-hidden className="size-4" />
              {t('dryRun')}
            </Button>
            <Button loading={run.isPending} onClick={() => setAsking('run')}>
              <Play aria-hidden className="size-4" />
              {t('run')}
            </Button>
          </>
        )}
        {!isFixed && (
          <Button
            variant="primary"
            disabled={definition === null || (policy === null && !isPolicyId(id))}
            loading={add.isPending || change.isPending}
            onClick={save}
          >
            {t('save')}
          </Button>
        )}
      </div>
      <Dialog
        open={asking !== null}
        onOpenChange={(open) => !open && setAsking(null)}
        title={t(asking === 'remove' ? 'removeTitle' : 'runTitle', { name: policy?.name ?? '' })}
        description={t(asking === 'remove' ? 'removeText' : 'runText')}
        footer={
          <>
            <Button onClick={() => setAsking(null)}>{t('cancel')}</Button>
            {asking === 'remove' ? (
              <Button
                variant="danger"
                loading={remove.isPending}
                onClick={() =>
                  policy &&
                  remove.mutate(policy.id, { onSuccess: () => router.push(policiesPath), onError: tell })
                }
              >
                {t('remove')}
              </Button>
            ) : (
              <Button variant="danger" onClick={() => begin(false)}>
                {t('runReally')}
              </Button>
            )}
          </>
        }
      />
    </>
  )
}
