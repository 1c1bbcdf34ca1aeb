'use client'
import { useTranslations } from 'use-intl'
import { CheckBox } from '#components/ui/check-box.tsx'
import { Input } from '#components/ui/input.tsx'
import { Select } from '#components/ui/select.tsx'
import { type RegistryType, registryTypes } from '#lib/api/registries.ts'
import { AccessFields } from './access-fields.tsx'
import { RegistryField } from './registry-field.tsx'
import type { RegistryForm } from './registry-form.ts'
import { TextArea } from './text-area.tsx'
import { TlsFields } from './tls-fields.tsx'
import { fieldId, type RegistryFormState } from './use-registry-form.ts'

interface RegistryFieldsProps {
  readonly state: RegistryFormState
  readonly before: RegistryForm | null
}

const exact = { autoComplete: 'off', autoCapitalize: 'none', spellCheck: false } as const

export function RegistryFields({ state, before }: RegistryFieldsProps) {
  const t = useTranslations('registries.form')
  const types = useTranslations('registries.types')
  const { form, set, isNew } = state
  return (
    <>
      <RegistryField state={state} field="name" label={t('name')}>
        {(control) => (
          <Input
            {...control}
            data-autofocus
            autoComplete="off"
            value={form.name}
            onChange={(event) => set({ name: event.target.value })}
          />
        )}
      </RegistryField>
      <RegistryField state={state} field="url" label={t('url')} hint={t('urlHint')}>
        {(control) => (
          <Input
            {...control}
            {...exact}
            inputMode="url"
            placeholder="https://registry.example.com"
            value={form.url}
            onChange={(event) => set({ url: event.target.value })}
          />
        )}
      </RegistryField>
      {isNew && (
        <RegistryField state={state} field="id" label={t('id')} hint={t('idHint')}>
          {(control) => (
            <Input
              {...control}
              {...exact}
              className="font-mono"
              value={form.id}
              onChange={(event) => set({ id: event.target.value })}
            />
          )}
        </RegistryField>
      )}
      <RegistryField state={state} field="type" label={t('type')} hint={t('typeHint')}>
        {(control) => (
          <Select
            {...control}
            value={form.type}
            onValueChange={(value) => {
              const type = registryTypes.find((known) => known === value)
              if (type) set({ type })
            }}
            options={registryTypes.map((type: RegistryType) => ({
              value: type,
              label: type === 'auto' ? t('typeAuto') : types(type),
            }))}
          />
        )}
      </RegistryField>
      <AccessFields state={state} before={before} />
      <TlsFields state={state} />
      <RegistryField state={state} field="publicHost" label={t('publicHost')} hint={t('publicHostHint')}>
        {(control) => (
          <Input
            {...control}
            {...exact}
            value={form.publicHost}
            onChange={(event) => set({ publicHost: event.target.value })}
          />
        )}
      </RegistryField>
      <CheckBox
        id={fieldId('readOnly')}
        label={t('readOnly')}
        hint={t('readOnlyHint')}
        checked={form.readOnly}
        onChange={(readOnly) => set({ readOnly })}
      />
      {!isNew && (
        <CheckBox
          id={fieldId('isListReplaced')}
          label={t('replaceList')}
          hint={t('replaceListHint')}
          checked={form.isListReplaced}
          onChange={(isListReplaced) => set({ isListReplaced })}
        />
      )}
      {form.isListReplaced && (
        <RegistryField
          state={state}
          field="repositories"
          label={t('repositories')}
          hint={t('repositoriesHint')}
        >
          {(control) => (
            <TextArea
              {...control}
              rows={4}
              placeholder={'team/api\nteam/web'}
              value={form.repositories}
              onChange={(event) => set({ repositories: event.target.value })}
            />
          )}
        </RegistryField>
      )}
    </>
  )
}
