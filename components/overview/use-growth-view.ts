'use client'
import { parseAsArrayOf, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'

export const metrics = ['bytes', 'tags', 'repositories'] as const
export const ranges = ['30', '90', '365'] as const
export const displays = ['chart', 'table'] as const

export type Metric = (typeof metrics)[number]

const parsers = {
  metric: parseAsStringLiteral(metrics).withDefault('bytes'),
  days: parseAsStringLiteral(ranges).withDefault('90'),
  display: parseAsStringLiteral(displays).withDefault('chart'),
  /** Registries that are left out. */
  hide: parseAsArrayOf(parseAsString).withDefault([]),
}

/** Which figures of which time are shown and how, all of it in the address bar. */
export const useGrowthView = () => useQueryStates(parsers, { history: 'replace' })
