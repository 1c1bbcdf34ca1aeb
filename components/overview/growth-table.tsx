'use client'
import { useFormatter, useTranslations } from 'use-intl'
import { Unknown } from '#components/shared/unknown.tsx'
import { secondsOf } from '#lib/client/growth.ts'
import type { GrowthLine } from './growth-chart.tsx'

interface GrowthTableProps {
  readonly label: string
  readonly days: readonly string[]
  readonly lines: readonly GrowthLine[]
  readonly format: (figure: number) => string
}

const head = 'sticky top-0 bg-surface-raised px-3 font-normal text-muted text-xs'

/** The figures of the chart in rows, the newest day first. */
export function GrowthTable({ label, days, lines, format }: GrowthTableProps) {
  const t = useTranslations('overview')
  const { dateTime } = useFormatter()
  const shown = lines.filter(({ isShown }) => isShown)
  const newestFirst = days.map((day, at) => ({ day, at })).toReversed()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable without a mouse (WCAG 2.1.1)
    <section aria-label={label} tabIndex={0} className="h-64 overflow-auto rounded-md border border-border">
      <table className="w-full border-collapse">
        <caption className="sr-only">{label}</caption>
        <thead>
          <tr className="h-8">
            <th scope="col" className={`${head} text-left`}>
              {t('day')}
            </th>
            {shown.map(({ id, name }) => (
              <th key={id} scope="col" className={`${head} text-right`}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {newestFirst.map(({ day, at }) => (
            <tr key={day} className="h-8 border-border border-t hover:bg-surface-hover">
              <th scope="row" className="whitespace-nowrap px-3 text-left font-normal">
                {dateTime(secondsOf(day) * 1000, { dateStyle: 'medium', timeZone: 'UTC' })}
              </th>
              {shown.map(({ id, figures }) => {
                const figure = figures[at] ?? null
                return (
                  <td key={id} className="whitespace-nowrap px-3 text-right">
                    {figure === null ? <Unknown reason={t('gap')} /> : format(figure)}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
