'use client'
import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'

export const manifestTabs = ['overview', 'layers', 'annotations', 'referrers', 'raw'] as const
export type ManifestTab = (typeof manifestTabs)[number]

const parsers = {
  tab: parseAsStringLiteral(manifestTabs).withDefault('overview'),
  platform: parseAsString,
  by: parseAsStringLiteral(['tag', 'digest'] as const),
  json: parseAsStringLiteral(['pretty', 'exact'] as const).withDefault('pretty'),
  of: parseAsStringLiteral(['index', 'platform'] as const),
}

/** Tab, platform and how things are shown, in the address bar. */
export function useManifestState() {
  const [state, set] = useQueryStates(parsers, { history: 'replace' })
  return { ...state, set }
}
export type ManifestState = ReturnType<typeof useManifestState>
