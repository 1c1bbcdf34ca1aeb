'use client'
import { useLocale, useTranslations } from 'use-intl'
import type { DeletionSummary } from '#lib/api/deletion.ts'
import { formatBytes } from '#lib/client/format.ts'
import { CollectionAdvice } from './collection-advice.tsx'
import { Fact } from './facts.tsx'

const plain = ['tagsKept', 'placeholders', 'untagged', 'tagsAlong', 'referrersLeft'] as const
/** What the plan of a single tag says in words of its own. */
const ofMany: readonly string[] = ['tagsKept', 'placeholders']

/** What a deletion does beside what was chosen: in words, and only what there is. */
export function DeletionEffects({ deletion, isSingle }: { deletion: DeletionSummary; isSingle: boolean }) {
  const t = useTranslations('cleanup')
  const { effects } = deletion
  const counts = { ...effects, untagged: effects.manifestsUntagged }
  return (
    <>
      {plain
        .filter((key) => counts[key] > 0 && !(isSingle && ofMany.includes(key)))
        .map((key) => (
          <Fact key={key} label={t(`effects.${key}`, { count: counts[key] })}>
            <p>{t(`effects.${key}Text`, { count: counts[key] })}</p>
          </Fact>
        ))}
    </>
  )
}

/** What it frees, and what has to be run for that. */
export function FreedSpace({ deletion }: { deletion: DeletionSummary }) {
  const t = useTranslations('cleanup')
  const locale = useLocale()
  const bytes = deletion.effects.bytesFreed
  if (bytes === 0)
    return (
      <Fact label={t('effects.bytes')}>
        <p>{t('effects.bytesNothing')}</p>
      </Fact>
    )
  return (
    <Fact
      label={
        bytes === null ? t('effects.bytes') : t('effects.bytesFree', { bytes: formatBytes(bytes, locale) })
      }
    >
      {bytes === null && <p>{t('bytesUnknown')}.</p>}
      <CollectionAdvice advice={deletion.garbageCollection} />
    </Fact>
  )
}
