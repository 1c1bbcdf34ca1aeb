'use client'
import { Download, FlaskConical, Play, Trash2 } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { type ComponentType, useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { toast } from '#components/ui/toast.tsx'
import { problemOf } from '#lib/client/call.ts'
import type { DraftIssue } from '#lib/client/form-draft.ts'
import { mistakesOf } from '#lib/client/form-mistakes.ts'
import type { AutomationChanges } from '#lib/client/use-automations.ts'
import type { Automation } from './types.ts'
import { UnsavedChanges } from './unsaved-changes.tsx'
import { useWorkbenchTab } from './workbench.tsx'

export interface OutlookProps {
  readonly id: string
  /** Whether what a run would do is known, or never will be: it may be begun. */
  readonly onReady: (isReady: boolean) => void
}

interface ActionsProps<Definition> {
  readonly automation: Automation | null
  /** Of one that is being made. */
  readonly id: string
  /** As the form says it; null: it can't be saved as it is. */
  readonly definition: Definition | null
  /** There is something to save. */
  readonly isChanged: boolean
  /** It was to be saved and can't be. */
  readonly onIncomplete: () => void
  readonly isFixed: boolean
  readonly mayRun: boolean
  /** As it is saved, it plans and changes nothing. */
  readonly isDry: boolean
  readonly changes: AutomationChanges<Definition>
  readonly paths: {
    readonly list: string
    one(id: string): string
    runs(id: string): string
    /** As YAML. */
    yaml(id: string): string
  }
  readonly words: {
    readonly runText: string
    readonly runReally: string
    readonly removeText: string
  }
  /** What a run would do right now, in the question that comes before one. */
  readonly Outlook?: ComponentType<OutlookProps>
  /** A run destroys something. */
  readonly isRunDanger: boolean
  /** The server can make nothing of some of its fields. */
  readonly onRefused: (definition: Definition, mistakes: readonly DraftIssue[]) => void
}

/** Save, run and the rest; a run for real is asked about first. */
export function AutomationActions<Definition extends { readonly name: string }>(
  props: ActionsProps<Definition>,
) {
  const { automation, id, definition, isFixed, mayRun, changes, paths, words, isRunDanger, onRefused } = props
  const { isChanged, isDry, onIncomplete, Outlook } = props
  const t = useTranslations('automations')
  const problems = useTranslations('problems')
  const router = useRouter()
  const { add, change, remove, run } = changes
  const [, setShow] = useWorkbenchTab()
  const [asking, setAsking] = useState<'run' | 'remove' | null>(null)
  const [isReady, setReady] = useState(!Outlook)
  const tell = (error: unknown) => {
    const { code, detail } = problemOf(error)
    toast.error(problems(`${code}.title`), { description: detail })
  }
  const leadToMistake = async () => {
    await setShow('rules')
    document.querySelector<HTMLElement>('form [aria-invalid=true]')?.focus()
  }
  const save = () => {
    if (!definition) {
      onIncomplete()
      toast.error(t('notSavedYet'), { description: t('notSavedText') })
      void leadToMistake()
      return
    }
    const { name } = definition
    const onError = (error: unknown) => {
      const mistakes = mistakesOf(error)
      if (mistakes.length > 0) {
        onRefused(definition, mistakes)
        toast.error(t('notSaved', { name }), { description: t('notSavedText') })
      } else tell(error)
    }
    const onSuccess = () => {
      toast.success(t('saved', { name }))
      if (!automation) router.replace(paths.one(id))
    }
    if (automation)
      change.mutate({ id: automation.id, definition, version: automation.version }, { onSuccess, onError })
    else add.mutate({ id, definition }, { onSuccess, onError })
  }
  const begin = (dryRun: boolean) => {
    if (!automation) return
    setAsking(null)
    const onSuccess = () => {
      toast.success(t(dryRun ? 'dryRunBegun' : 'runBegun'))
      router.push(paths.runs(automation.id))
    }
    run.mutate({ id: automation.id, dryRun }, { onSuccess, onError: tell })
  }
  const takeAway = () => {
    if (!automation) return
    remove.mutate(automation.id, { onSuccess: () => router.push(paths.list), onError: tell })
  }
  return (
    <>
      <div className="flex flex-wrap gap-2">
        {automation && (
          <Button asChild>
            <a href={paths.yaml(automation.id)} download>
              <Download aria-hidden className="size-4" />
              YAML
            </a>
          </Button>
        )}
        {automation && !isFixed && (
          <Button onClick={() => setAsking('remove')}>
            <Trash2 aria-hidden className="size-4" />
            {t('remove')}
          </Button>
        )}
        {automation && mayRun && (
          <>
            <Button loading={run.isPending} onClick={() => begin(true)}>
              <FlaskConical aria-hidden className="size-4" />
              {t('dryRun')}
            </Button>
            {!isDry && (
              <Button loading={run.isPending} onClick={() => setAsking('run')}>
                <Play aria-hidden className="size-4" />
                {t('run')}
              </Button>
            )}
          </>
        )}
        {!isFixed && (
          <Button
            variant="primary"
            // Of one that is new, the form as it stands is worth saving.
            disabled={automation !== null && !isChanged}
            loading={add.isPending || change.isPending}
            onClick={save}
          >
            {t('save')}
          </Button>
        )}
      </div>
      {isChanged && !isFixed && !add.isSuccess && <UnsavedChanges />}
      <Dialog
        open={asking !== null}
        onOpenChange={(open) => !open && setAsking(null)}
        title={t(asking === 'remove' ? 'removeTitle' : 'runTitle', { name: automation?.name ?? '' })}
        description={asking === 'remove' ? words.removeText : words.runText}
        footer={
          <>
            <Button onClick={() => setAsking(null)}>{t('cancel')}</Button>
            {asking === 'remove' ? (
              <Button variant="danger" loading={remove.isPending} onClick={takeAway}>
                {t('remove')}
              </Button>
            ) : (
              <Button
                variant={isRunDanger ? 'danger' : 'primary'}
                disabled={!isReady}
                onClick={() => begin(false)}
              >
                {words.runReally}
              </Button>
            )}
          </>
        }
      >
        {asking === 'run' && automation && Outlook && <Outlook id={automation.id} onReady={setReady} />}
      </Dialog>
    </>
  )
}
