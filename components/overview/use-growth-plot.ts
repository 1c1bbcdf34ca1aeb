'use client'
import { type PointerEvent, type RefObject, useLayoutEffect, useState } from 'react'
import type { Scale } from '#lib/client/plot.ts'
import { margin } from './growth-lines.tsx'

/** The width of the chart, where each day is in it, and which one is pointed at. */
export function useGrowthPlot(target: RefObject<HTMLDivElement | null>, dayCount: number) {
  const [width, setWidth] = useState(0)
  const [at, moveTo] = useState<number | null>(null)
  useLayoutEffect(() => {
    const element = target.current
    if (!element) return
    setWidth(element.clientWidth)
    const sizes = new ResizeObserver(() => setWidth(element.clientWidth))
    sizes.observe(element)
    return () => sizes.disconnect()
  }, [target])
  const room = Math.max(1, width - margin.left - margin.right)
  const x: Scale = (day) => margin.left + (dayCount > 1 ? (day / (dayCount - 1)) * room : room / 2)
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    const share = (event.clientX - event.currentTarget.getBoundingClientRect().left - margin.left) / room
    moveTo(Math.max(0, Math.min(dayCount - 1, Math.round(share * (dayCount - 1)))))
  }
  return { width, x, at: at !== null && at < dayCount ? at : null, moveTo, onPointerMove }
}
