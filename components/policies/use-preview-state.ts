'use client'
import { parseAsStringLiteral, useQueryStates } from 'nuqs'
import { useState } from 'react'
import type { PolicyDefinition } from '#lib/api/policy-definition.ts'
import { filterParser } from '#lib/client/address.ts'
import { mistakesOf } from '#lib/client/policy-mistakes.ts'
import { usePolicyPreview } from '#lib/client/use-policies.ts'

export const previewActions = ['all', 'delete', 'keep'] as const
const parsers = {
  q: filterParser,
  action: parseAsStringLiteral(previewActions).withDefault('all'),
}

/**
 * The preview of what a form says, and with it what the server can make nothing of. While there are such mistakes what was
 * judged before stays, so that a pattern that is being typed does not blow the table away.
 */
export function usePreviewState(definition: PolicyDefinition | null) {
  const [{ q, action }, setView] = useQueryStates(parsers, { history: 'replace' })
  const list = usePolicyPreview(definition, { q, action: action === 'all' ? null : action })
  const mistakes = mistakesOf(list.error)
  const [before, setBefore] = useState(list.data)
  if (list.data !== undefined && list.data !== before) setBefore(list.data)
  const judged = list.data ?? (mistakes.length > 0 ? before : null) ?? null
  return { list, judged, mistakes, q, action, setView }
}
export type PreviewState = ReturnType<typeof usePreviewState>
