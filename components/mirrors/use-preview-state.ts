import { parseAsStringLiteral, useQueryStates } from 'nuqs'
import { useMemo } from 'react'
import { useLastAnswer } from '#components/shared/automation/use-draft.ts'
import type { MirrorDefinition } from '#lib/api/mirror-definition.ts'
import { filterParser } from '#lib/client/address.ts'
import { useMirrorPreview } from '#lib/client/use-mirrors.ts'

export const previewActions = ['all', 'copy', 'refuse', 'skip'] as const
const parsers = {
  q: filterParser,
  action: parseAsStringLiteral(previewActions).withDefault('all'),
}

/**
 * The preview of what a form says, and with it what the server can make nothing of. It is filtered here: each question
 * reads both registries. `id`: of the mirror that is being changed.
 */
export function usePreviewState(definition: MirrorDefinition | null, id: string | null) {
  const [{ q, action }, setView] = useQueryStates(parsers, { history: 'replace' })
  const preview = useMirrorPreview(definition, id)
  const { mistakes, answer } = useLastAnswer(preview)
  const rows = useMemo(() => {
    const letters = q.trim().toLowerCase()
    return (answer?.items ?? []).filter(
      (item) =>
        (action === 'all' || item.action === action) &&
        (letters === '' ||
          item.from.toLowerCase().includes(letters) ||
          item.to.toLowerCase().includes(letters)),
    )
  }, [answer, q, action])
  return { preview, isAsked: definition !== null, answer, rows, mistakes, q, action, setView }
}
export type PreviewState = ReturnType<typeof usePreviewState>
