import { parseAsStringLiteral, useQueryStates } from 'nuqs'
import { useLastAnswer } from '#components/shared/automation/use-draft.ts'
import type { PolicyDefinition } from '#lib/api/policy-definition.ts'
import { filterParser } from '#lib/client/address.ts'
import { usePolicyPreview } from '#lib/client/use-policies.ts'

export const previewActions = ['all', 'delete', 'keep'] as const
const parsers = {
  q: filterParser,
  action: parseAsStringLiteral(previewActions).withDefault('all'),
}

/** The preview of what a form says, and with it what the server can make nothing of. */
export function usePreviewState(definition: PolicyDefinition | null) {
  const [{ q, action }, setView] = useQueryStates(parsers, { history: 'replace' })
  const list = usePolicyPreview(definition, { q, action: action === 'all' ? null : action })
  const { mistakes, answer: judged } = useLastAnswer(list)
  return { list, judged, mistakes, q, action, setView }
}
export type PreviewState = ReturnType<typeof usePreviewState>
