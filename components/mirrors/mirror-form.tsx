'use client'
import { useId } from 'react'
import { useTranslations } from 'use-intl'
import { ModeFields, NameFields } from '#components/shared/automation/beginning-fields.tsx'
import { Group, TextField } from '#components/shared/automation/form-fields.tsx'
import { ScheduleFields } from '#components/shared/automation/schedule-fields.tsx'
import { CheckBox } from '#components/ui/check-box.tsx'
import type { DraftIssue } from '#lib/client/form-draft.ts'
import type { MirrorDraft } from '#lib/client/mirror-draft.ts'
import { RegistryField } from './registry-field.tsx'

interface MirrorFormProps {
  readonly draft: MirrorDraft
  readonly onChange: (draft: MirrorDraft) => void
  readonly isNew: boolean
  /** It may be read and not changed. */
  readonly isFixed: boolean
  readonly issues: readonly DraftIssue[]
}

/** The fields that are texts, with where each stands in the definition. */
const places = {
  repositories: 'from.repositories',
  prefix: 'to.prefix',
  strip: 'to.strip',
  patterns: 'tags.patterns',
  except: 'tags.except',
  semver: 'tags.semver',
  platforms: 'platforms',
} as const

export function MirrorForm({ draft, onChange, isNew, isFixed, issues }: MirrorFormProps) {
  const t = useTranslations('mirrors.form')
  const all = useTranslations('automations.form')
  const id = useId()
  const set = (part: Partial<MirrorDraft>) => onChange({ ...draft, ...part })
  const text = (key: keyof typeof places, placeholder: string, hint?: string) => (
    <TextField
      label={t(key)}
      value={draft[key]}
      onChange={(value) => set({ [key]: value })}
      path={places[key]}
      issues={issues}
      placeholder={placeholder}
      {...(hint ? { hint } : {})}
      {...(key === 'repositories' && { isRequired: true })}
    />
  )
  const check = (key: 'referrers' | 'overwrite' | 'deleteVanished', hint?: string) => (
    <CheckBox
      id={`${id}-${key}`}
      label={t(key)}
      {...(hint ? { hint } : {})}
      checked={draft[key]}
      onChange={(isOn) => set({ [key]: isOn })}
    />
  )
  return (
    <form onSubmit={(event) => event.preventDefault()}>
      <fieldset disabled={isFixed} className="grid min-w-0 gap-8">
        <Group title={t('what')}>
          <NameFields draft={draft} isNew={isNew} issues={issues} idPlaceholder="releases" onChange={set} />
          <ModeFields draft={draft} dryRunHint={t('dryRunHint')} onChange={set} />
        </Group>
        <Group title={t('from')}>
          <RegistryField
            value={draft.fromRegistry}
            onChange={(fromRegistry) => set({ fromRegistry })}
            path="from.registry"
            issues={issues}
          />
          {text('repositories', 'team/*', all('globs'))}
        </Group>
        <Group title={t('tags')} hint={t('tagsHint')}>
          <div className="grid items-start gap-3 md:grid-cols-2">
            {text('patterns', 'v*, release-*')}
            {text('except', '*-rc*')}
          </div>
          {text('semver', '* · >=1.0 <3')}
        </Group>
        <Group title={t('to')} hint={t('namesHint')}>
          <RegistryField
            value={draft.toRegistry}
            onChange={(toRegistry) => set({ toRegistry })}
            isTarget
            path="to.registry"
            issues={issues}
          />
          <div className="grid items-start gap-3 md:grid-cols-2">
            {text('strip', 'team/')}
            {text('prefix', 'mirror/')}
          </div>
        </Group>
        <Group title={t('along')}>
          {text('platforms', 'linux/amd64, linux/arm64', t('platformsHint'))}
          {check('referrers')}
          {check('overwrite', t('overwriteHint'))}
          {check('deleteVanished', t('deleteVanishedHint'))}
        </Group>
        <ScheduleFields cron={draft.cron} timezone={draft.timezone} issues={issues} onChange={set} />
      </fieldset>
    </form>
  )
}
