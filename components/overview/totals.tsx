'use client'
import type { ReactNode } from 'react'
import { useFormatter, useLocale, useTranslations } from 'use-intl'
import { Unknown } from '#components/shared/unknown.tsx'
import { isWalking } from '#components/shared/use-sync-words.ts'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { Tooltip } from '#components/ui/tooltip.tsx'
import type { Registry } from '#lib/api/registries.ts'
import { formatBytes } from '#lib/client/format.ts'
import { totalOf } from '#lib/client/total.ts'
import { useRegistries } from '#lib/client/use-registries.ts'

type Figure = Exclude<keyof Registry['counts'], 'tagsKnown'>

/** What all registries hold together; what is not fully counted says so. */
export function Totals() {
  const t = useTranslations('overview')
  const { number } = useFormatter()
  const locale = useLocale()
  const { data } = useRegistries()
  const registries = data?.items
  const bytes = (n: number) => formatBytes(n, locale)
  return (
    <section aria-label={t('totals')} className="px-4 pt-1 pb-4 md:px-6">
      <dl className="grid grid-cols-2 overflow-hidden rounded-md border border-border md:grid-cols-4">
        <Tile label={t('registries')} note={registries && <WalkNote registries={registries} />}>
          {registries ? number(registries.length) : <Skeleton className="h-5 w-10" />}
        </Tile>
        <SumTile figure="repositories" registries={registries} format={(n) => number(n)} />
        <SumTile figure="tags" registries={registries} format={(n) => number(n)} />
        <SumTile figure="bytes" registries={registries} format={bytes} hint={t('bytesHint')} />
      </dl>
    </section>
  )
}

interface TileProps {
  readonly label: string
  readonly hint?: string | undefined
  readonly note: ReactNode
  readonly children: ReactNode
}

/** As high before the figures come as after. */
const Tile = ({ label, hint, note, children }: TileProps) => (
  <div className="-mt-px -ml-px grid min-w-0 content-start gap-0.5 border-border border-t border-l px-4 py-3">
    <dt className="truncate text-muted text-xs">
      <Tooltip content={hint}>
        <span>{label}</span>
      </Tooltip>
    </dt>
    <dd className="min-h-7 truncate font-semibold text-xl">{children}</dd>
    <dd className="min-h-4 text-muted text-xs">{note}</dd>
  </div>
)

interface SumTileProps {
  readonly figure: Figure
  readonly registries: readonly Registry[] | undefined
  readonly format: (value: number) => string
  readonly hint?: string
}

function SumTile({ figure, registries, format, hint }: SumTileProps) {
  const t = useTranslations('overview')
  if (!registries) {
    return (
      <Tile label={t(figure)} hint={hint} note={null}>
        <Skeleton className="h-5 w-20" />
      </Tile>
    )
  }
  const figures = registries.map(({ counts }) => counts[figure])
  const atLeast = figure === 'tags' ? registries.map(({ counts }) => counts.tagsKnown) : figures
  const { value, isComplete } = totalOf(figures, atLeast)
  const count = figures.length
  const counted = figures.filter((one) => one !== null).length
  const note = isComplete ? t('ofRegistries', { count }) : t('countedIn', { counted, count })
  return (
    <Tile label={t(figure)} hint={hint} note={note}>
      {value === null ? (
        <Unknown reason={t('unknownHint')} />
      ) : isComplete ? (
        format(value)
      ) : (
        <Tooltip content={t('atLeastHint')}>
          <span>{t('atLeast', { value: format(value) })}</span>
        </Tooltip>
      )}
    </Tile>
  )
}

/** What is being read right now; how many answer stands in the line under the title. */
function WalkNote({ registries }: { registries: readonly Registry[] }) {
  const t = useTranslations('overview')
  return t('walking', { count: registries.filter(({ sync }) => isWalking(sync)).length })
}
