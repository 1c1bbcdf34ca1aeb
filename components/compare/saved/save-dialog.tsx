'use client'
import { type FormEvent, useId, useState } from 'react'
import { useTranslations } from 'use-intl'
import { Group, TextField } from '#components/shared/automation/form-fields.tsx'
import { ScheduleFields } from '#components/shared/automation/schedule-fields.tsx'
import { Button } from '#components/ui/button.tsx'
import { CheckBox } from '#components/ui/check-box.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Field } from '#components/ui/input.tsx'
import { Select } from '#components/ui/select.tsx'
import { toast } from '#components/ui/toast.tsx'
import { comparisonExpectations } from '#lib/api/comparison-definition.ts'
import type { SavedComparison } from '#lib/api/comparisons.ts'
import { problemOf } from '#lib/client/call.ts'
import { type DraftIssue, scheduleOf } from '#lib/client/form-draft.ts'
import { mistakesOf } from '#lib/client/form-mistakes.ts'
import type { ComparedQuestion } from '#lib/client/saved-comparison.ts'
import { proposeId } from '#lib/client/slug.ts'
import { useChangeComparisons, useSavedComparisons } from '#lib/client/use-saved-comparisons.ts'
import { Sides } from './saved-row.tsx'

interface SaveDialogProps {
  /** One that is saved and is to be changed; or what is compared, under a name to begin with. */
  readonly comparison: SavedComparison | (ComparedQuestion & { readonly name: string })
  readonly onClose: () => void
}

const draftOf = (comparison: SaveDialogProps['comparison']) => ({
  name: comparison.name,
  expect: 'id' in comparison ? comparison.expect : ('same' as const),
  ignoreIndexes: comparison.ignoreIndexes,
  cron: ('id' in comparison && comparison.schedule?.cron) || '',
  timezone:
    ('id' in comparison && comparison.schedule?.timezone) || Intl.DateTimeFormat().resolvedOptions().timeZone,
})

/** Under which name a comparison is saved, what of it counts as drift, and when it is checked. */
export default function SaveDialog({ comparison, onClose }: SaveDialogProps) {
  const t = useTranslations('comparisons')
  const id = useId()
  const [draft, setDraft] = useState(() => draftOf(comparison))
  const [issues, setIssues] = useState<readonly DraftIssue[]>([])
  const { save, isSaving } = useSaving(comparison, { onClose, onIssues: setIssues })
  const set = (part: Partial<typeof draft>) => {
    setIssues([])
    setDraft((now) => ({ ...now, ...part }))
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (draft.name.trim() === '') return setIssues([{ path: 'name', fault: 'empty' }])
    save(draft)
  }
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={'id' in comparison ? t('editTitle', { name: comparison.name }) : t('saveTitle')}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" form={`${id}-form`} variant="primary" loading={isSaving}>
            {t('save')}
          </Button>
        </>
      }
    >
      <form id={`${id}-form`} onSubmit={submit} noValidate className="grid gap-6">
        <div className="grid gap-3">
          <Sides comparison={comparison} />
          <TextField
            label={t('name')}
            value={draft.name}
            onChange={(name) => set({ name })}
            path="name"
            issues={issues}
            placeholder={t('namePlaceholder')}
            maxLength={100}
          />
        </div>
        <Group title={t('drift')}>
          <Field id={`${id}-expect`} label={t('expect')}>
            <Select
              id={`${id}-expect`}
              value={draft.expect}
              onValueChange={(value) => {
                const expect = comparisonExpectations.find((known) => known === value)
                if (expect) set({ expect })
              }}
              options={comparisonExpectations.map((value) => ({ value, label: t(`expects.${value}`) }))}
              className="w-full"
            />
          </Field>
          <CheckBox
            id={`${id}-indexes`}
            label={t('ignoreIndexes')}
            hint={t('ignoreIndexesHint')}
            checked={draft.ignoreIndexes}
            onChange={(ignoreIndexes) => set({ ignoreIndexes })}
          />
        </Group>
        <ScheduleFields cron={draft.cron} timezone={draft.timezone} issues={issues} onChange={set} />
      </form>
    </Dialog>
  )
}

interface After {
  readonly onClose: () => void
  readonly onIssues: (issues: readonly DraftIssue[]) => void
}

/** Saves what the form says, and has it checked where nothing is known of it yet. */
function useSaving(comparison: SaveDialogProps['comparison'], { onClose, onIssues }: After) {
  const t = useTranslations('comparisons')
  const problems = useTranslations('problems')
  const saved = useSavedComparisons()
  const { add, change, check } = useChangeComparisons()
  const tell = (error: unknown) => {
    const { code, detail } = problemOf(error)
    toast.error(problems(`${code}.title`), { description: detail })
  }
  const onError = (error: unknown) => {
    const mistakes = mistakesOf(error)
    if (mistakes.length > 0) onIssues(mistakes)
    else tell(error)
  }
  const onSuccess = ({ id, state }: SavedComparison) => {
    const isUnchecked = state === 'unchecked'
    toast.success(t('saved'), isUnchecked ? { description: t('savedText') } : {})
    if (isUnchecked) check.mutate(id, { onError: tell })
    onClose()
  }
  const save = ({ name, expect, ignoreIndexes, cron, timezone }: ReturnType<typeof draftOf>) => {
    const said = { name: name.trim(), expect, ignoreIndexes, schedule: scheduleOf({ cron, timezone }) }
    if ('id' in comparison) {
      const { id, version } = comparison
      return change.mutate({ id, version, ...said }, { onSuccess, onError })
    }
    const taken = saved.data?.items.map(({ id }) => id) ?? []
    const { targets, q, match } = comparison
    // A name of another script leaves nothing for an id.
    const id = proposeId(name, '', taken) || proposeId('comparison', '', taken)
    add.mutate({ id, definition: { targets: [...targets], q, match, ...said } }, { onSuccess, onError })
  }
  return { save, isSaving: add.isPending || change.isPending }
}
