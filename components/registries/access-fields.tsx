'use client'
import { useTranslations } from 'use-intl'
import { Input } from '#components/ui/input.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Segmented } from '#components/ui/segmented.tsx'
import { RegistryField } from './registry-field.tsx'
import { isMovingAway, isSentInClear, type RegistryForm } from './registry-form.ts'
import type { RegistryFormState } from './use-registry-form.ts'

const hintId = 'registry-credentials-hint'

interface AccessFieldsProps {
  readonly state: RegistryFormState
  readonly before: RegistryForm | null
}

/** Anonymous, or a username and a password. A stored password is never shown: leaving both empty keeps them. */
export function AccessFields({ state, before }: AccessFieldsProps) {
  const t = useTranslations('registries.form')
  const { form, set } = state
  const hasStored = before?.access === 'basic'
  const isMoving = before !== null && isMovingAway(before, form)
  return (
    <div className="grid gap-3">
      <div className="grid gap-1">
        <span aria-hidden className="font-medium">
          {t('access')}
        </span>
        <div>
          <Segmented
            label={t('access')}
            value={form.access}
            onChange={(access) => set({ access })}
            options={[
              { value: 'anonymous', label: t('anonymous') },
              { value: 'basic', label: t('basic') },
            ]}
          />
        </div>
      </div>
      {hasStored && isMoving && <Notice tone="warning" title={t('movingAway')} />}
      {hasStored && form.access === 'anonymous' && !isMoving && <Notice title={t('forgetsCredentials')} />}
      {form.access === 'basic' && (
        <>
          <div className="grid gap-3 md:grid-cols-2">
            <RegistryField state={state} field="username" label={t('username')} describedBy={hintId}>
              {(control) => (
                <Input
                  {...control}
                  autoComplete="off"
                  autoCapitalize="none"
                  spellCheck={false}
                  value={form.username}
                  onChange={(event) => set({ username: event.target.value })}
                />
              )}
            </RegistryField>
            <RegistryField state={state} field="password" label={t('password')} describedBy={hintId}>
              {(control) => (
                <Input
                  {...control}
                  type="password"
                  autoComplete="new-password"
                  value={form.password}
                  onChange={(event) => set({ password: event.target.value })}
                />
              )}
            </RegistryField>
          </div>
          <p id={hintId} className="text-muted text-xs">
            {t(hasStored && !isMoving ? 'keepHint' : 'passwordHint')}
          </p>
          {isSentInClear(form.url) && <Notice tone="warning" title={t('sentInClear')} />}
        </>
      )}
    </div>
  )
}
