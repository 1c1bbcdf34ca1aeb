'use client'
import { useTranslations } from 'use-intl'
import { CheckBox } from '#components/ui/check-box.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { RegistryField } from './registry-field.tsx'
import { TextArea } from './text-area.tsx'
import { fieldId, type RegistryFormState } from './use-registry-form.ts'

/** Whom to believe that this is the registry. What is stored is not shown, and stays unless it is replaced. */
export function TlsFields({ state }: { state: RegistryFormState }) {
  const t = useTranslations('registries.form')
  const { form, set, isNew } = state
  return (
    <>
      {!isNew && (
        <CheckBox
          id={fieldId('isTlsReplaced')}
          label={t('replaceTls')}
          hint={t('replaceTlsHint')}
          checked={form.isTlsReplaced}
          onChange={(isTlsReplaced) => set({ isTlsReplaced })}
        />
      )}
      {form.isTlsReplaced && (
        <>
          <RegistryField state={state} field="ca" label={t('ca')} hint={t('caHint')}>
            {(control) => (
              <TextArea
                {...control}
                rows={3}
                placeholder={'-----BEGIN CERTIFICATE-----\n…\n-----END CERTIFICATE-----'}
                value={form.ca}
                onChange={(event) => set({ ca: event.target.value })}
              />
            )}
          </RegistryField>
          <CheckBox
            id={fieldId('isUnverified')}
            label={t('unverified')}
            checked={form.isUnverified}
            onChange={(isUnverified) => set({ isUnverified })}
          />
          {form.isUnverified && (
            <Notice tone="warning" title={t('unverifiedTitle')}>
              <p>{t('unverifiedText')}</p>
            </Notice>
          )}
        </>
      )}
    </>
  )
}
