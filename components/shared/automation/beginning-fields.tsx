'use client'
import { useId } from 'react'
import { useTranslations } from 'use-intl'
import { CheckBox } from '#components/ui/check-box.tsx'
import type { DraftIssue } from '#lib/client/form-draft.ts'
import { TextField } from './form-fields.tsx'

interface NameDraft {
  readonly id: string
  readonly name: string
  readonly description: string
}

interface NameFieldsProps {
  readonly draft: NameDraft
  readonly isNew: boolean
  readonly issues: readonly DraftIssue[]
  readonly idPlaceholder: string
  readonly onChange: (part: Partial<NameDraft>) => void
}

/** What it is called. The id is chosen once: addresses and the history are of it. */
export function NameFields({ draft, isNew, issues, idPlaceholder, onChange }: NameFieldsProps) {
  const t = useTranslations('automations.form')
  return (
    <>
      <TextField
        label={t('name')}
        value={draft.name}
        onChange={(name) => onChange({ name })}
        path="name"
        issues={issues}
        maxLength={100}
        isRequired
      />
      {isNew && (
        <TextField
          label={t('id')}
          value={draft.id}
          onChange={(id) => onChange({ id })}
          path="id"
          issues={issues}
          isRequired
          hint={t('idHint')}
          placeholder={idPlaceholder}
          maxLength={63}
        />
      )}
      <TextField
        label={t('description')}
        value={draft.description}
        onChange={(description) => onChange({ description })}
        path="description"
        issues={issues}
        maxLength={1000}
      />
    </>
  )
}

interface ModeDraft {
  readonly enabled: boolean
  readonly isDryRun: boolean
}

interface ModeFieldsProps {
  readonly draft: ModeDraft
  readonly dryRunHint: string
  readonly onChange: (part: Partial<ModeDraft>) => void
}

/** Whether its schedule runs it, and whether a run does anything. */
export function ModeFields({ draft, dryRunHint, onChange }: ModeFieldsProps) {
  const t = useTranslations('automations.form')
  const id = useId()
  return (
    <>
      <CheckBox
        id={`${id}-enabled`}
        label={t('enabled')}
        hint={t('enabledHint')}
        checked={draft.enabled}
        onChange={(enabled) => onChange({ enabled })}
      />
      <CheckBox
        id={`${id}-dry`}
        label={t('dryRun')}
        hint={dryRunHint}
        checked={draft.isDryRun}
        onChange={(isDryRun) => onChange({ isDryRun })}
      />
    </>
  )
}
