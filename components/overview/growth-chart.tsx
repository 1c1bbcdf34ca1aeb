'use client'
import { type KeyboardEvent, useRef } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { lastKnownDay, secondsOf } from '#lib/client/growth.ts'
import { LineSwatch } from './growth-legend.tsx'
import { GrowthLines } from './growth-lines.tsx'
import { useGrowthPlot } from './use-growth-plot.ts'

/** The figures of one registry, a day each, and how its line looks. */
export interface GrowthLine {
  readonly id: string
  readonly name: string
  readonly figures: readonly (number | null)[]
  readonly isShown: boolean
  /** Of the tokens `--chart-1` and on. */
  readonly colour: number
  /** Lengths in pixels; empty for a full line. */
  readonly dash: readonly number[]
}

export interface GrowthChartProps {
  /** What the chart shows, for those who do not see it. */
  readonly label: string
  readonly days: readonly string[]
  readonly lines: readonly GrowthLine[]
  readonly format: (figure: number) => string
}

const steps: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowRight: 1,
  PageUp: -7,
  PageDown: 7,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
}

/** Lines over days. A day is pointed at with the mouse or with the arrow keys; what it held is shown, and spoken. */
export function GrowthChart({ label, days, lines, format }: GrowthChartProps) {
  const t = useTranslations('overview')
  const { dateTime } = useFormatter()
  const target = useRef<HTMLDivElement>(null)
  const shown = lines.filter(({ isShown }) => isShown)
  const { at, width, x, moveTo, onPointerMove } = useGrowthPlot(target, days.length)
  const left = at === null ? 0 : x(at)
  const start = lastKnownDay(shown.map(({ figures }) => figures)) ?? days.length - 1
  const day = at ?? start
  const dayWords = dateTime(secondsOf(days[day] ?? '1970-01-01') * 1000, {
    dateStyle: 'medium',
    timeZone: 'UTC',
  })
  const figureOf = (figures: readonly (number | null)[]) => {
    const figure = figures[day] ?? null
    return figure === null ? null : format(figure)
  }
  const known = shown.flatMap(({ name, figures }) => {
    const value = figureOf(figures)
    return value === null ? [] : [t('seriesValue', { name, value })]
  })
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') return moveTo(null)
    const step = steps[event.key]
    if (step === undefined || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    moveTo(Math.max(0, Math.min(days.length - 1, at === null ? start : at + step)))
  }
  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={days.length - 1}
      aria-valuenow={day}
      aria-valuetext={t('chartValue', { day: dayWords, values: known.join(', ') || t('dayUnknown') })}
      onKeyDown={onKeyDown}
      onBlur={() => moveTo(null)}
      onPointerMove={onPointerMove}
      onPointerLeave={() => moveTo(null)}
      className="relative h-64 rounded-sm"
    >
      <div ref={target} className="absolute inset-0">
        {width > 0 && <GrowthLines width={width} days={days} lines={shown} format={format} x={x} at={at} />}
      </div>
      {at !== null && (
        <div
          className="pointer-events-none absolute top-2 z-10 grid gap-0.5 rounded-sm border border-border bg-surface-raised px-2 py-1.5 text-xs shadow-raised"
          style={left > width / 2 ? { right: width - left + 12 } : { left: left + 12 }}
        >
          <span className="text-muted">{dayWords}</span>
          {shown.map((line) => (
            <span key={line.id} className="flex items-center gap-2">
              <LineSwatch line={line} />
              <span className="max-w-40 truncate">{line.name}</span>
              <span className="ml-auto pl-3 font-medium">{figureOf(line.figures) ?? '–'}</span>
            </span>
          ))}
        </div>
      )}
      {shown.length === 0 && (
        <p className="absolute inset-0 grid place-content-center text-muted">{t('noneShown')}</p>
      )}
    </div>
  )
}
