'use client'
import { useId, useMemo } from 'react'
import { useTranslations } from 'use-intl'
import { CheckBox } from '#components/ui/check-box.tsx'
import { ToggleChip } from '#components/ui/chip.tsx'
import { Segmented } from '#components/ui/segmented.tsx'
import type { CopyWish } from '#lib/client/copy-items.ts'
import { useSourcePlatforms } from '#lib/client/use-copies.ts'
import type { CopyForm } from './use-copy-form.ts'

interface CopyOptionsProps {
  readonly items: readonly CopyWish[]
  readonly form: CopyForm
  /** It stays in its repository, and what belongs to it is there. */
  readonly isRetag: boolean
}

/** What comes along, and whether tags may be moved. */
export function CopyOptions({ items, form, isRetag }: CopyOptionsProps) {
  const t = useTranslations('copies.sheet')
  const id = useId()
  const sources = useMemo(() => items.map(({ from }) => from), [items])
  const known = useSourcePlatforms(sources)
  const { platforms, referrers, overwrite } = form.options
  const chosen = platforms ?? []
  const toggle = (name: string, isOn: boolean) =>
    form.setOptions({ platforms: isOn ? [...chosen, name] : chosen.filter((one) => one !== name) })
  return (
    <fieldset className="grid min-w-0 gap-3">
      <legend className="pb-2 font-medium">{t('options')}</legend>
      {known.length > 1 && !isRetag && (
        <div className="grid justify-items-start gap-2">
          <Segmented
            label={t('platforms')}
            value={platforms === null ? 'all' : 'some'}
            onChange={(next) => form.setOptions({ platforms: next === 'all' ? null : known })}
            options={[
              { value: 'all', label: t('allPlatforms') },
              { value: 'some', label: t('somePlatforms') },
            ]}
          />
          {platforms !== null && (
            <>
              <div className="flex flex-wrap gap-2">
                {known.map((name) => (
                  <ToggleChip key={name} isOn={chosen.includes(name)} onChange={(isOn) => toggle(name, isOn)}>
                    {name}
                  </ToggleChip>
                ))}
              </div>
              <p className="text-muted text-xs">{t('platformsHint')}</p>
            </>
          )}
        </div>
      )}
      {!isRetag && (
        <CheckBox
          id={`${id}-referrers`}
          label={t('referrers')}
          checked={referrers}
          onChange={(next) => form.setOptions({ referrers: next })}
        />
      )}
      <CheckBox
        id={`${id}-overwrite`}
        label={t('overwrite')}
        hint={t('overwriteHint')}
        checked={overwrite}
        onChange={(next) => form.setOptions({ overwrite: next })}
      />
    </fieldset>
  )
}
