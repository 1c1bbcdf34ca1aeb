import type uPlot from 'uplot'
import { loneDays } from '#lib/client/growth.ts'
import type { GrowthLine } from './growth-chart.tsx'

interface PlotInput {
  readonly element: HTMLElement
  readonly lines: readonly GrowthLine[]
  readonly format: (figure: number) => string
  readonly locale: string
  readonly dayCount: number
  readonly onPoint: (plot: uPlot) => void
}

/** A token of the theme as a canvas wants it: `light-dark()` is only resolved where it is the colour of something. */
function colourOf(element: HTMLElement, token: string): string {
  element.style.color = `var(--${token})`
  const { color } = getComputedStyle(element)
  element.style.color = ''
  return color
}

/** Whole numbers: half a tag is none. */
const increments = Array.from({ length: 16 }, (_, power) => [1, 2, 5].map((n) => n * 10 ** power)).flat()

export function plotOptions(input: PlotInput): uPlot.Options {
  const { element, lines, format, locale, dayCount, onPoint } = input
  const ink = (token: string) => () => colourOf(element, token)
  const font = `12px ${getComputedStyle(element).fontFamily}`
  const dayWords = new Intl.DateTimeFormat(locale, {
    timeZone: 'UTC',
    ...(dayCount > 120 ? { year: '2-digit', month: 'short' } : { month: 'short', day: 'numeric' }),
  })
  const axis: uPlot.Axis = {
    stroke: ink('muted'),
    font,
    grid: { stroke: ink('border'), width: 1 },
    ticks: { show: false },
  }
  return {
    width: element.clientWidth,
    height: element.clientHeight,
    padding: [8, 28, 0, 0],
    // Days are those of UTC, wherever the reader is.
    tzDate: (seconds) => {
      const utc = new Date(seconds * 1000)
      return new Date(utc.getTime() + utc.getTimezoneOffset() * 60_000)
    },
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false, setScale: false }, points: { size: 7 } },
    scales: { y: { range: (_, __, max) => [0, max > 0 ? max * 1.08 : 1] } },
    axes: [
      {
        ...axis,
        size: 28,
        space: 72,
        values: (_, splits) => splits.map((at) => dayWords.format(at * 1000)),
      },
      { ...axis, size: 72, space: 40, incrs: increments, values: (_, splits) => splits.map(format) },
    ],
    series: [
      {},
      ...lines.map(
        (line): uPlot.Series => ({
          label: line.name,
          stroke: ink(`chart-${line.colour}`),
          width: 1.75,
          dash: [...line.dash],
          // Dots only where a line would show nothing.
          points: { show: true, size: 6, filter: () => loneDays(line.figures) },
        }),
      ),
    ],
    hooks: { setCursor: [onPoint] },
  }
}
