'use client'
import { useMemo } from 'react'
import { useFormatter, useLocale, useTranslations } from 'use-intl'
import { ProblemState } from '#components/shared/problem-state.tsx'
import { Segmented } from '#components/ui/segmented.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { formatBytes } from '#lib/client/format.ts'
import { lineStyle } from '#lib/client/growth.ts'
import { useGrowth } from '#lib/client/use-overview.ts'
import { useRegistries } from '#lib/client/use-registries.ts'
import { GrowthChart, type GrowthLine } from './growth-chart.tsx'
import { GrowthLegend } from './growth-legend.tsx'
import { GrowthTable } from './growth-table.tsx'
import { SectionHeader } from './section-header.tsx'
import { displays, metrics, ranges, useGrowthView } from './use-growth-view.ts'

const Waiting = () => (
  <div className="grid h-64 content-center" aria-hidden>
    <Skeleton className="h-40 w-full" />
  </div>
)

const none: readonly GrowthLine[] = []

/** The lines of all registries, each with the look that it keeps while others are left out. */
function useLines() {
  const [view] = useGrowthView()
  const query = useGrowth(Number(view.days))
  const registries = useRegistries().data?.items
  const series = query.data?.series
  const lines = useMemo(
    () =>
      series?.map((one): GrowthLine => {
        const at = registries?.findIndex(({ id }) => id === one.registry) ?? 0
        return {
          id: one.registry,
          name: registries?.[at]?.name ?? one.registry,
          figures: one[view.metric],
          isShown: !view.hide.includes(one.registry),
          ...lineStyle(Math.max(0, at)),
        }
      }) ?? none,
    [series, registries, view.metric, view.hide],
  )
  return { query, lines }
}

/** What the registries held day by day, as lines or as a table. */
export function GrowthSection() {
  const t = useTranslations('overview')
  const locale = useLocale()
  const { number } = useFormatter()
  const [view, setView] = useGrowthView()
  const { query, lines } = useLines()
  const format = useMemo(
    () => (view.metric === 'bytes' ? (n: number) => formatBytes(n, locale) : (n: number) => number(n)),
    [view.metric, locale, number],
  )
  const choice = <T extends string>(values: readonly T[], labelOf: (value: T) => string) =>
    values.map((value) => ({ value, label: labelOf(value) }))
  const days = query.data?.days ?? []
  const metric = t(`metrics.${view.metric}`)
  const isOneDay = days.filter((_, at) => lines.some(({ figures }) => figures[at] != null)).length === 1
  return (
    <section aria-label={t('growth')} className="pb-6">
      <SectionHeader title={t('growth')} lead={t('growthLead')}>
        <Segmented
          label={t('metric')}
          value={view.metric}
          onChange={(next) => setView({ metric: next })}
          options={choice(metrics, (value) => t(`metrics.${value}`))}
        />
        <Segmented
          label={t('range')}
          value={view.days}
          onChange={(next) => setView({ days: next })}
          options={choice(ranges, (value) => t(`ranges.${value}`))}
        />
        <Segmented
          label={t('display')}
          value={view.display}
          onChange={(next) => setView({ display: next })}
          options={choice(displays, (value) => t(`displays.${value}`))}
        />
      </SectionHeader>
      <div className="px-4 md:px-6">
        {query.isError && !query.data ? (
          <ProblemState error={query.error} onRetry={() => query.refetch()} isRetrying={query.isFetching} />
        ) : query.isPending ? (
          <Waiting />
        ) : lines.length === 0 ? (
          <NoGrowth />
        ) : (
          <>
            {view.display === 'chart' ? (
              <GrowthChart label={t('chartLabel', { metric })} days={days} lines={lines} format={format} />
            ) : (
              <GrowthTable label={t('growthTable', { metric })} days={days} lines={lines} format={format} />
            )}
            <GrowthLegend
              lines={lines}
              format={format}
              onToggle={(id) =>
                setView({
                  hide: view.hide.includes(id) ? view.hide.filter((one) => one !== id) : [...view.hide, id],
                })
              }
            />
            {isOneDay && <p className="pt-2 text-muted text-xs">{t('oneDay')}</p>}
          </>
        )}
      </div>
    </section>
  )
}

function NoGrowth() {
  const t = useTranslations('overview')
  return (
    <div className="grid h-64 content-center justify-items-center gap-1 rounded-md border border-border border-dashed px-4 text-center">
      <h3 className="font-medium">{t('noGrowthTitle')}</h3>
      <p className="max-w-120 text-muted">{t('noGrowthText')}</p>
    </div>
  )
}
