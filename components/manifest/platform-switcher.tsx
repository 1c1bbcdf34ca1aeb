'use client'
import clsx from 'clsx'
import { useTranslations } from 'use-intl'
import { Bytes } from '#components/shared/bytes.tsx'
import { Select } from '#components/ui/select.tsx'
import type { Child } from '#lib/api/manifests.ts'
import { formatPlatform } from '#lib/client/format.ts'
import { childKey, isChoice } from './platform-key.ts'

interface PlatformSwitcherProps {
  readonly all: readonly Child[]
  readonly chosen: Child | null
  readonly onChoose: (key: string) => void
}

const inSight = 8

/** The platforms of an index: all in sight while they are few, else as a list. */
export function PlatformSwitcher({ all, chosen, onChoose }: PlatformSwitcherProps) {
  const t = useTranslations('manifest')
  const choices = all.filter(isChoice)
  if (choices.length === 0) return null
  const nameOf = (child: Child) => (child.platform ? formatPlatform(child.platform) : child.digest)
  if (choices.length > inSight)
    return (
      <div className="flex items-center gap-2 px-4 pb-3 md:px-6">
        <span className="text-muted">{t('platform')}</span>
        <Select
          aria-label={t('platform')}
          value={chosen ? childKey(chosen, all) : ''}
          options={choices.map((child) => ({
            value: childKey(child, all),
            label: child.state === 'missing' ? `${nameOf(child)} – ${t('missing')}` : nameOf(child),
          }))}
          onValueChange={onChoose}
        />
      </div>
    )
  return (
    <fieldset className="flex flex-wrap gap-2 px-4 pb-3 md:px-6">
      <legend className="sr-only">{t('platform')}</legend>
      {choices.map((child) => {
        const isChosen = child === chosen
        return (
          <button
            key={child.digest}
            type="button"
            aria-pressed={isChosen}
            onClick={() => onChoose(childKey(child, all))}
            className={clsx(
              'inline-flex h-8 items-center gap-2 rounded-md border px-3',
              isChosen
                ? 'border-accent bg-surface-selected font-medium text-text'
                : 'border-border-strong text-muted hover:bg-surface-hover hover:text-text',
            )}
          >
            {nameOf(child)}
            <span className="font-normal text-muted text-xs">
              {child.state === 'missing' ? `∅ ${t('missing')}` : <Bytes bytes={child.size} />}
            </span>
          </button>
        )
      })}
    </fieldset>
  )
}
