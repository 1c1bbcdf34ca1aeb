'use client'
import { useTranslations } from 'use-intl'
import { Section } from '#components/shared/section.tsx'
import type { ValueRow } from '#lib/api/compare-images.ts'
import type { ImageComparison } from '#lib/client/use-compared-images.ts'
import { NothingDiffers } from './nothing-differs.tsx'
import { ValueRows } from './value-rows.tsx'

interface ConfigDiffProps {
  readonly comparison: ImageComparison
  readonly onlyDifferences: boolean
}

const settingNames = [
  'user',
  'workingDir',
  'entrypoint',
  'cmd',
  'stopSignal',
  'healthcheck',
  'author',
  'createdAt',
] as const
type SettingName = (typeof settingNames)[number]
const isSettingName = (name: string): name is SettingName => settingNames.some((known) => known === name)

/** What a container of either runs with, and what is written on both, value by value. */
export function ConfigDiff({ comparison, onlyDifferences }: ConfigDiffProps) {
  const t = useTranslations('imageDiff')
  const { config, annotations } = comparison
  const parts = [
    { id: 'config', rows: config.settings },
    { id: 'env', rows: config.env },
    { id: 'labels', rows: config.labels },
    { id: 'ports', rows: config.ports, isSet: true },
    { id: 'volumes', rows: config.volumes, isSet: true },
    { id: 'annotations', rows: annotations },
  ] as const
  const settingName = (name: string) => (isSettingName(name) ? t(`setting.${name}`) : name)
  return parts.map(({ id, rows, ...part }) => {
    // What neither has is left out, but for the config itself: that there is none is worth a word.
    if (rows.length === 0 && id !== 'config') return null
    const shown: readonly ValueRow[] = onlyDifferences ? rows.filter(({ state }) => state !== 'same') : rows
    return (
      <Section key={id} title={t(`section.${id}`)}>
        {rows.length === 0 ? (
          <p className="text-muted">{t('noConfig')}</p>
        ) : shown.length === 0 ? (
          <NothingDiffers count={rows.length} />
        ) : (
          <ValueRows
            label={t(`section.${id}`)}
            rows={shown}
            isSet={'isSet' in part}
            {...(id === 'config' ? { nameOf: settingName } : {})}
          />
        )}
      </Section>
    )
  })
}
