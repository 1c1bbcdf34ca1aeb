'use client'
import { useTranslations } from 'use-intl'
import { Badge, type Tone } from '#components/ui/badge.tsx'
import type { CopySummary } from '#lib/api/copies.ts'

const tones = {
  queued: 'accent',
  running: 'accent',
  cancelling: 'accent',
  undoing: 'accent',
  succeeded: 'success',
  partial: 'warning',
  failed: 'warning',
  cancelled: 'neutral',
  undone: 'neutral',
} as const satisfies Record<string, Tone>

/** It is on its way, there or back. */
export const isUnderWay = ({ state, undo }: CopySummary) =>
  state === 'queued' || state === 'running' || undo.state === 'running'

/** What is going on with it now: its undoing is a state of its own to whoever looks at it. */
export function copyStateOf({ state, undo, isCancelling }: CopySummary): keyof typeof tones {
  if (undo.state === 'running') return 'undoing'
  return (state === 'running' || state === 'queued') && isCancelling ? 'cancelling' : state
}

export function CopyState({ copy }: { copy: CopySummary }) {
  const t = useTranslations('copies.state')
  const state = copyStateOf(copy)
  return <Badge tone={tones[state]}>{t(state)}</Badge>
}
