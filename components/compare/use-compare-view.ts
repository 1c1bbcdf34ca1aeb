'use client'
import {
  parseAsArrayOf,
  parseAsBoolean,
  parseAsNativeArrayOf,
  parseAsString,
  parseAsStringLiteral,
  useQueryStates,
} from 'nuqs'
import { useMemo } from 'react'
import { compareSorts, compareStates, maxTargets } from '#lib/api/compare.ts'
import { matchModes } from '#lib/api/filters.ts'
import { filterParser, orderParser } from '#lib/client/address.ts'
import { targetOf } from './targets.ts'

const parsers = {
  target: parseAsNativeArrayOf(parseAsString),
  q: filterParser,
  match: parseAsStringLiteral(matchModes).withDefault('text'),
  state: parseAsArrayOf(parseAsStringLiteral(compareStates)).withDefault([]),
  ignoreIndexes: parseAsBoolean.withDefault(false),
  sort: parseAsStringLiteral(compareSorts).withDefault('version'),
  order: orderParser,
}

export const firstOrderOf = (sort: (typeof compareSorts)[number]) => (sort === 'version' ? 'desc' : 'asc')

/** What is compared and what of it is shown, in the address. What an address says that is no target is left out. */
export function useCompareView() {
  const [state, set] = useQueryStates(parsers, { history: 'replace' })
  const view = useMemo(
    () => ({
      ...state,
      q: state.q.slice(0, 256),
      target: state.target.filter((text) => targetOf(text) !== null).slice(0, maxTargets),
      order: state.order ?? firstOrderOf(state.sort),
    }),
    [state],
  )
  return {
    view,
    setView: (part: Partial<typeof state>) => void set(part),
    /** A step of the history: back leads to what was compared before. */
    setTargets: (target: string[]) => void set({ target }, { history: 'push' }),
    isFiltered: view.q !== '' || view.state.length > 0,
    clear: () => void set({ q: null, state: null }),
  }
}

export type CompareView = ReturnType<typeof useCompareView>['view']

/** As the API takes it. */
export const queryOfView = ({ target, q, match, state, ignoreIndexes, sort, order }: CompareView) => ({
  target,
  sort,
  order,
  ...(q ? { q, match } : {}),
  ...(state.length > 0 ? { state: state.join(',') } : {}),
  ...(ignoreIndexes ? { ignoreIndexes: 'true' as const } : {}),
})
