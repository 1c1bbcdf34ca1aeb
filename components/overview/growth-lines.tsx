'use client'
import { useMemo } from 'react'
import { useLocale } from 'use-intl'
import { loneDays, secondsOf } from '#lib/client/growth.ts'
import { labelledDays, linePath, type Scale, ticksUpTo } from '#lib/client/plot.ts'
import type { GrowthLine } from './growth-chart.tsx'

export const plotHeight = 256
/** Room for the labels of the axes, and above the highest line. */
export const margin = { left: 72, right: 28, bottom: 28, top: 8 } as const

interface GrowthLinesProps {
  readonly width: number
  readonly days: readonly string[]
  readonly lines: readonly GrowthLine[]
  readonly format: (figure: number) => string
  readonly x: Scale
  /** The day that is pointed at; null: none. */
  readonly at: number | null
}

/** The lines and their axes. One path a line, however many days it has. */
export function GrowthLines({ width, days, lines, format, x, at }: GrowthLinesProps) {
  const most = Math.max(0, ...lines.flatMap(({ figures }) => figures.map((figure) => figure ?? 0)))
  const top = most > 0 ? most * 1.08 : 1
  const bottom = plotHeight - margin.bottom
  const y: Scale = (figure) => bottom - (figure / top) * (bottom - margin.top)
  const dayWords = useDayWords(days.length)
  const right = width - margin.right
  return (
    <svg aria-hidden="true" width={width} height={plotHeight} className="block overflow-visible text-xs">
      {ticksUpTo(top, 5).map((tick) => (
        <g key={tick}>
          <line x1={margin.left} x2={right} y1={y(tick)} y2={y(tick)} className="stroke-border" />
          <text x={margin.left - 8} y={y(tick)} dy="0.35em" textAnchor="end" className="fill-muted">
            {format(tick)}
          </text>
        </g>
      ))}
      {labelledDays(days.length, Math.floor((right - margin.left) / 72)).map((day) => (
        <text key={day} x={x(day)} y={plotHeight - 8} textAnchor="middle" className="fill-muted">
          {dayWords.format(secondsOf(days[day] ?? '') * 1000)}
        </text>
      ))}
      {lines.map((line) => (
        <Line key={line.id} line={line} x={x} y={y} at={at} />
      ))}
      {at !== null && (
        <line
          x1={x(at)}
          x2={x(at)}
          y1={margin.top}
          y2={bottom}
          strokeDasharray="3 3"
          className="stroke-muted"
        />
      )}
    </svg>
  )
}

/** Days are those of UTC, wherever the reader is. */
function useDayWords(dayCount: number) {
  const locale = useLocale()
  return useMemo(
    () =>
      new Intl.DateTimeFormat(locale, {
        timeZone: 'UTC',
        ...(dayCount > 120 ? { year: '2-digit', month: 'short' } : { month: 'short', day: 'numeric' }),
      }),
    [locale, dayCount],
  )
}

function Line({ line, x, y, at }: { line: GrowthLine; x: Scale; y: Scale; at: number | null }) {
  const { figures } = line
  const colour = `var(--chart-${line.colour})`
  // Dots only where a line would show nothing, and where is pointed at.
  const dots = at === null ? loneDays(figures) : [...new Set([...loneDays(figures), at])]
  return (
    <g>
      <path
        d={linePath(figures, x, y)}
        fill="none"
        stroke={colour}
        strokeWidth={1.75}
        strokeDasharray={line.dash.join(' ') || undefined}
      />
      {dots.map((day) => {
        const figure = figures[day] ?? null
        return figure === null ? null : <circle key={day} cx={x(day)} cy={y(figure)} r={3} fill={colour} />
      })}
    </g>
  )
}
