'use client'
import { Trash2 } from 'lucide-react'
import { useId } from 'react'
import { useTranslations } from 'use-intl'
import { TextField } from '#components/shared/automation/form-fields.tsx'
import { IconButton } from '#components/ui/button.tsx'
import { CheckBox } from '#components/ui/check-box.tsx'
import { Field } from '#components/ui/input.tsx'
import { Select } from '#components/ui/select.tsx'
import { dateKinds } from '#lib/api/policy-definition.ts'
import type { DraftIssue } from '#lib/client/form-draft.ts'
import type { RuleDraft } from '#lib/client/policy-draft.ts'
import { KindFields } from './kind-fields.tsx'

interface RuleFieldsProps {
  readonly rule: RuleDraft
  /** Its place among the rules. */
  readonly at: number
  readonly issues: readonly DraftIssue[]
  readonly onChange: (rule: RuleDraft) => void
  /** null: it is the only one. */
  readonly onRemove: (() => void) | null
}

/** Which tags a rule is about, and what it keeps of them. */
export function RuleFields({ rule, at, issues, onChange, onRemove }: RuleFieldsProps) {
  const t = useTranslations('policies.rule')
  const d = useTranslations('policies.preview.date')
  const id = useId()
  const set = (part: Partial<RuleDraft>) => onChange({ ...rule, ...part })
  const path = (rest: string) => `rules.${at}.${rest}`
  const text = (
    key: 'tags' | 'except' | 'regex' | 'version' | 'keepTags' | 'keepRegex' | 'keepLabels' | 'keepUnder',
    where: string,
    placeholder: string,
  ) => (
    <TextField
      label={t(key)}
      value={rule[key]}
      onChange={(value) => set({ [key]: value })}
      path={path(where)}
      issues={issues}
      placeholder={placeholder}
    />
  )
  return (
    <section
      aria-label={t('label', { name: rule.name })}
      className="grid gap-4 rounded-md border border-border p-3"
    >
      <div className="flex items-end gap-2">
        <div className="min-w-0 flex-1">
          <TextField
            label={t('name')}
            value={rule.name}
            onChange={(name) => set({ name })}
            path={path('name')}
            issues={issues}
            maxLength={100}
          />
        </div>
        {onRemove && (
          <IconButton
            label={t('remove', { name: rule.name })}
            icon={<Trash2 aria-hidden />}
            onClick={onRemove}
          />
        )}
      </div>
      <div className="grid gap-3">
        <h2 className="font-medium">{t('selects')}</h2>
        <div className="grid items-start gap-3 md:grid-cols-2">
          {text('tags', 'select.tags', 'build-*, pr-*')}
          {text('except', 'select.except', 'latest')}
          {text('regex', 'select.regex', '^[0-9a-f]{7,40}$')}
          {text('version', 'select.version', '* · >=1.2 <2')}
        </div>
        <KindFields chosen={rule.kinds} onChange={(next) => set({ kinds: next })} />
      </div>
      <div className="grid gap-3">
        <h2 className="font-medium">{t('keeps')}</h2>
        <div className="grid items-start gap-3 md:grid-cols-2">
          <TextField
            label={t('keepNewest')}
            value={rule.keepNewest}
            onChange={(keepNewest) => set({ keepNewest })}
            path={path('keep.newest')}
            issues={issues}
            placeholder="10"
            isNumber
          />
          <Field id={`${id}-by`} label={t('keepNewestBy')}>
            <Select
              id={`${id}-by`}
              value={rule.keepNewestBy}
              onValueChange={(next) =>
                set({ keepNewestBy: dateKinds.find((kind) => kind === next) ?? 'created' })
              }
              options={dateKinds.map((value) => ({ value, label: d(value) }))}
            />
          </Field>
          {dateKinds.map((kind) => (
            <TextField
              key={kind}
              label={t('keepWithin', { date: d(kind) })}
              value={rule.keepWithin[kind]}
              onChange={(value) => set({ keepWithin: { ...rule.keepWithin, [kind]: value } })}
              path={path(`keep.within.${kind}`)}
              issues={issues}
              placeholder="30d"
            />
          ))}
        </div>
        <CheckBox
          id={`${id}-versions`}
          label={t('keepVersions')}
          hint={t('keepVersionsHint')}
          checked={rule.keepVersions}
          onChange={(keepVersions) => set({ keepVersions })}
        />
        {rule.keepVersions && (
          <div className="grid items-start gap-3 pl-6 md:grid-cols-2">
            <TextField
              label={t('patchesPerMinor')}
              value={rule.patchesPerMinor}
              onChange={(patchesPerMinor) => set({ patchesPerMinor })}
              path={path('keep.versions.patchesPerMinor')}
              issues={issues}
              placeholder="3"
              isNumber
            />
            <TextField
              label={t('minorsPerMajor')}
              value={rule.minorsPerMajor}
              onChange={(minorsPerMajor) => set({ minorsPerMajor })}
              path={path('keep.versions.minorsPerMajor')}
              issues={issues}
              placeholder="5"
              isNumber
            />
            <CheckBox
              id={`${id}-pre`}
              label={t('prereleases')}
              checked={rule.prereleases}
              onChange={(prereleases) => set({ prereleases })}
            />
          </div>
        )}
        <div className="grid items-start gap-3 md:grid-cols-2">
          {text('keepTags', 'keep.tags', 'main, latest')}
          {text('keepRegex', 'keep.regex', '-lts$')}
          {text('keepLabels', 'keep.labels', 'keep, team=core')}
          {text('keepUnder', 'keep.inUse', 'prod/team/*:*')}
        </div>
        <CheckBox
          id={`${id}-protected`}
          label={t('keepProtected')}
          checked={rule.keepProtected}
          onChange={(keepProtected) => set({ keepProtected })}
        />
        <CheckBox
          id={`${id}-signed`}
          label={t('keepSigned')}
          checked={rule.keepSigned}
          onChange={(keepSigned) => set({ keepSigned })}
        />
        <CheckBox
          id={`${id}-all`}
          label={t('keepAll')}
          checked={rule.keepAll}
          onChange={(keepAll) => set({ keepAll })}
        />
      </div>
    </section>
  )
}
