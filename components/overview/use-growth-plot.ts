'use client'
import { type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import { useLocale } from 'use-intl'
import { secondsOf } from '#lib/client/growth.ts'
import type { GrowthChartProps, GrowthLine } from './growth-chart.tsx'
import { plotOptions } from './plot-options.ts'

interface Plot {
  /** The day that is pointed at; null: none. */
  readonly at: number | null
  /** Pixels from the left of the chart to that day. */
  readonly left: number
  /** Of the whole chart, in pixels. */
  readonly width: number
  readonly moveTo: (day: number | null) => void
}

interface PlotInput extends Pick<GrowthChartProps, 'days' | 'format'> {
  readonly lines: readonly GrowthLine[]
}

/** Draws the lines into the element, again whenever they, the theme or the width of the page change. */
export function useGrowthPlot(target: RefObject<HTMLDivElement | null>, input: PlotInput): Plot {
  const { days, format } = input
  const locale = useLocale()
  const chart = useRef<uPlot | null>(null)
  const [pointed, setPointed] = useState<{ at: number | null; left: number; width: number }>({
    at: null,
    left: 0,
    width: 0,
  })
  // The same lines come in a new array with each render; only what they say is drawn anew.
  const key = JSON.stringify(input.lines)
  useEffect(() => {
    const element = target.current
    if (!element) return
    const lines: readonly GrowthLine[] = JSON.parse(key)
    const onPoint = (plot: uPlot) => {
      const at = plot.cursor.idx ?? null
      const left = at === null ? 0 : plot.valToPos(plot.data[0]?.[at] ?? 0, 'x') + plot.over.offsetLeft
      setPointed({ at, left, width: plot.width })
    }
    const plot = new uPlot(
      plotOptions({ element, lines, format, locale, dayCount: days.length, onPoint }),
      [days.map(secondsOf), ...lines.map(({ figures }) => [...figures])],
      element,
    )
    chart.current = plot
    const stopWatching = watchLooks(element, plot)
    return () => {
      stopWatching()
      plot.destroy()
      chart.current = null
    }
  }, [target, key, days, format, locale])
  const moveTo = useCallback((day: number | null) => {
    const plot = chart.current
    if (!plot) return
    const x = day === null ? undefined : plot.data[0]?.[day]
    plot.setCursor(x === undefined ? { left: -10, top: -10 } : { left: plot.valToPos(x, 'x'), top: 0 })
  }, [])
  return { ...pointed, moveTo }
}

/** Another width or another theme: the same lines in other places and colours. */
function watchLooks(element: HTMLElement, plot: uPlot): () => void {
  const redraw = () => plot.redraw(false, true)
  const sizes = new ResizeObserver(() => {
    if (element.clientWidth !== plot.width) plot.setSize({ width: element.clientWidth, height: plot.height })
  })
  sizes.observe(element)
  const theme = new MutationObserver(redraw)
  theme.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] })
  const system = window.matchMedia('(prefers-color-scheme: dark)')
  system.addEventListener('change', redraw)
  return () => {
    sizes.disconnect()
    theme.disconnect()
    system.removeEventListener('change', redraw)
  }
}
