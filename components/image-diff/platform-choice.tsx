'use client'
import clsx from 'clsx'
import { useTranslations } from 'use-intl'
import { Select } from '#components/ui/select.tsx'
import type { ImageComparison } from '#lib/client/use-compared-images.ts'

interface PlatformChoiceProps {
  readonly platforms: ImageComparison['platforms']
  readonly chosen: string | null
  readonly onChoose: (platform: string) => void
}

const inSight = 8
const signs = { same: '＝', differs: '≠', missing: '∅' } as const

/** The platforms of either image, each with how it stands: all in sight while they are few, else as a list. */
export function PlatformChoice({ platforms, chosen, onChoose }: PlatformChoiceProps) {
  const t = useTranslations('imageDiff')
  // Artifacts have none.
  if (platforms.every(({ platform }) => platform === '')) return null
  const words = ({ state, left }: ImageComparison['platforms'][0]) =>
    state === 'missing' ? t(left === null ? 'onlyRight' : 'onlyLeft') : t(`state.${state}`)
  const nameOf = (platform: string) => platform || t('noPlatform')
  if (platforms.length > inSight)
    return (
      <div className="flex items-center gap-2">
        <span className="text-muted">{t('platform')}</span>
        <Select
          aria-label={t('platform')}
          value={chosen ?? ''}
          options={[
            ...(chosen === null ? [{ value: '', label: t('choosePlatform') }] : []),
            ...platforms.map((one) => ({
              value: one.platform,
              label: `${signs[one.state]} ${nameOf(one.platform)} – ${words(one)}`,
            })),
          ]}
          onValueChange={onChoose}
        />
      </div>
    )
  return (
    <fieldset className="flex flex-wrap gap-2">
      <legend className="sr-only">{t('platform')}</legend>
      {platforms.map((one) => {
        const isChosen = one.platform === chosen
        return (
          <button
            key={one.platform}
            type="button"
            aria-pressed={isChosen}
            onClick={() => onChoose(one.platform)}
            className={clsx(
              'inline-flex h-8 max-w-full items-center gap-2 rounded-md border px-3',
              isChosen
                ? 'border-accent bg-surface-selected font-medium text-text'
                : 'border-border-strong text-muted hover:bg-surface-hover hover:text-text',
            )}
          >
            <span className="min-w-0 truncate">{nameOf(one.platform)}</span>
            <span className="font-normal text-muted text-xs">
              <span aria-hidden>{signs[one.state]} </span>
              {words(one)}
            </span>
          </button>
        )
      })}
    </fieldset>
  )
}
