'use client'
import { useTranslations } from 'use-intl'
import { Badge, type Tone } from '#components/ui/badge.tsx'
import type { DeletionSummary } from '#lib/api/deletion.ts'

const tones: Readonly<Record<string, Tone>> = {
  planned: 'neutral',
  running: 'accent',
  cancelling: 'accent',
  undoing: 'accent',
  succeeded: 'success',
  partial: 'warning',
  failed: 'warning',
  undone: 'neutral',
}

/** What is going on with it now: its undoing is a state of its own to whoever looks at it. */
export function runStateOf({ state, undo, isCancelling }: DeletionSummary) {
  if (undo.state === 'running') return 'undoing'
  return state === 'running' && isCancelling ? 'cancelling' : state
}

export function RunState({ deletion }: { deletion: DeletionSummary }) {
  const t = useTranslations('cleanup.state')
  const state = runStateOf(deletion)
  return <Badge tone={tones[state] ?? 'neutral'}>{t(state)}</Badge>
}
