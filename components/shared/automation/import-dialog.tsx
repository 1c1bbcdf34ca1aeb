'use client'
import { useId, useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Field } from '#components/ui/input.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { problemOf } from '#lib/client/call.ts'
import type { AutomationChanges } from '#lib/client/use-automations.ts'

interface ImportDialogProps {
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
  /** Of the dialog and of its button: what is imported. */
  readonly title: string
  readonly take: AutomationChanges<never>['take']
}

/** What the server takes at most. */
const maxBytes = 1_000_000

/** Policies or mirrors out of YAML: all of a text, or nothing with its mistakes line by line. */
export function ImportDialog({ open, onOpenChange, title, take }: ImportDialogProps) {
  const t = useTranslations('automations.importing')
  const id = useId()
  const fileId = useId()
  const [yaml, setYaml] = useState('')
  const [isUnread, setIsUnread] = useState(false)
  const problem = take.error ? problemOf(take.error) : null
  // Into the field: what is taken over is seen before, and can be changed there.
  const read = async (file: File | undefined) => {
    if (!file) return
    const text = file.size > maxBytes ? null : await file.text().catch(() => null)
    setIsUnread(text === null)
    if (text === null) return
    take.reset()
    setYaml(text)
  }
  const close = (next: boolean) => {
    onOpenChange(next)
    if (next) return
    setYaml('')
    setIsUnread(false)
    take.reset()
  }
  return (
    <Dialog
      open={open}
      onOpenChange={close}
      title={title}
      description={t('text')}
      footer={
        <>
          <Button onClick={() => close(false)}>{t('cancel')}</Button>
          <Button
            variant="primary"
            disabled={yaml.trim() === ''}
            loading={take.isPending}
            onClick={() => take.mutate(yaml, { onSuccess: () => close(false) })}
          >
            {title}
          </Button>
        </>
      }
    >
      <div className="grid gap-3">
        <Field id={fileId} label={t('file')} error={isUnread ? t('fileUnread') : null}>
          <input
            id={fileId}
            type="file"
            accept=".yaml,.yml,application/yaml,text/yaml"
            aria-describedby={isUnread ? `${fileId}-hint` : undefined}
            onChange={({ target }) => void read(target.files?.[0])}
            className="min-w-0 text-muted text-xs file:mr-3 file:h-8 file:rounded-md file:border file:border-border-strong file:border-solid file:bg-surface file:px-3 file:text-text"
          />
        </Field>
        <Field id={id} label={t('label')}>
          <textarea
            id={id}
            rows={12}
            value={yaml}
            spellCheck={false}
            onChange={(event) => setYaml(event.target.value)}
            className="w-full resize-y rounded-md border border-border-strong bg-surface px-2 py-1 font-mono text-text text-xs leading-5"
          />
        </Field>
        {problem && (
          <Notice tone="warning" title={t('failed')}>
            <ul className="grid gap-1 font-mono text-xs">
              {(problem.issues ?? []).map(({ path, message }) => (
                <li key={`${path} ${message}`}>
                  {path}: {message}
                </li>
              ))}
              {!problem.issues?.length && <li>{problem.detail}</li>}
            </ul>
          </Notice>
        )}
      </div>
    </Dialog>
  )
}
