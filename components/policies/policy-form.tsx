'use client'
import { Plus } from 'lucide-react'
import { useId } from 'react'
import { useTranslations } from 'use-intl'
import { ModeFields, NameFields } from '#components/shared/automation/beginning-fields.tsx'
import { Group, TextField } from '#components/shared/automation/form-fields.tsx'
import { ScheduleFields } from '#components/shared/automation/schedule-fields.tsx'
import { Button } from '#components/ui/button.tsx'
import { CheckBox } from '#components/ui/check-box.tsx'
import type { DraftIssue } from '#lib/client/form-draft.ts'
import { emptyRule, type PolicyDraft } from '#lib/client/policy-draft.ts'
import { RuleFields } from './rule-fields.tsx'

interface PolicyFormProps {
  readonly draft: PolicyDraft
  readonly onChange: (draft: PolicyDraft) => void
  readonly isNew: boolean
  /** It may be read and not changed. */
  readonly isFixed: boolean
  readonly issues: readonly DraftIssue[]
}

export function PolicyForm({ draft, onChange, isNew, isFixed, issues }: PolicyFormProps) {
  const t = useTranslations('policies.form')
  const all = useTranslations('automations.form')
  const id = useId()
  const set = (part: Partial<PolicyDraft>) => onChange({ ...draft, ...part })
  const { rules } = draft
  return (
    <form onSubmit={(event) => event.preventDefault()}>
      <fieldset disabled={isFixed} className="grid min-w-0 gap-8">
        <Group title={t('what')}>
          <NameFields draft={draft} isNew={isNew} issues={issues} idPlaceholder="old-builds" onChange={set} />
          <div className="grid items-start gap-3 md:grid-cols-2">
            <TextField
              label={t('registries')}
              value={draft.registries}
              onChange={(registries) => set({ registries })}
              path="registries"
              isRequired
              issues={issues}
              hint={all('globs')}
            />
            <TextField
              label={t('repositories')}
              value={draft.repositories}
              onChange={(repositories) => set({ repositories })}
              path="repositories"
              isRequired
              issues={issues}
              placeholder="team/*"
            />
          </div>
          <ModeFields draft={draft} dryRunHint={t('dryRunHint')} onChange={set} />
          <CheckBox
            id={`${id}-referrers`}
            label={t('referrers')}
            checked={draft.referrers}
            onChange={(referrers) => set({ referrers })}
          />
        </Group>
        <Group title={t('rules')} hint={t('rulesHint')}>
          {rules.map((rule, at) => (
            <RuleFields
              key={rule.key}
              rule={rule}
              at={at}
              issues={issues}
              onChange={(next) => set({ rules: rules.with(at, next) })}
              onRemove={rules.length > 1 ? () => set({ rules: rules.toSpliced(at, 1) }) : null}
            />
          ))}
          <div>
            <Button
              onClick={() =>
                set({ rules: [...rules, emptyRule(t('ruleName', { number: rules.length + 1 }))] })
              }
            >
              <Plus aria-hidden className="size-4" />
              {t('addRule')}
            </Button>
          </div>
        </Group>
        <Group title={t('guards')} hint={t('guardsHint')}>
          <div className="grid items-start gap-3 md:grid-cols-3">
            <TextField
              label={t('maxPercent')}
              value={draft.maxPercent}
              onChange={(maxPercent) => set({ maxPercent })}
              path="guards.maxPercent"
              isRequired
              issues={issues}
              isNumber
            />
            <TextField
              label={t('maxTags')}
              value={draft.maxTags}
              onChange={(maxTags) => set({ maxTags })}
              path="guards.maxTags"
              isRequired
              issues={issues}
              isNumber
            />
            <TextField
              label={t('minLeft')}
              value={draft.minLeft}
              onChange={(minLeft) => set({ minLeft })}
              path="guards.minLeft"
              isRequired
              issues={issues}
              isNumber
            />
          </div>
          <CheckBox
            id={`${id}-trim`}
            label={t('trim')}
            hint={t('trimHint')}
            checked={draft.isTrimming}
            onChange={(isTrimming) => set({ isTrimming })}
          />
        </Group>
        <ScheduleFields cron={draft.cron} timezone={draft.timezone} issues={issues} onChange={set} />
      </fieldset>
    </form>
  )
}
