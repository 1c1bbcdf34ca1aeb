'use client'
import type { CopyWish } from './copy-items.ts'
import { createSignal } from './signal.ts'

export interface CopyAsked {
  readonly items: readonly CopyWish[]
  /** It was begun: whoever asked may let go of what was selected. */
  readonly onStarted?: () => void
}

/** What the page asks the copy sheet to plan; null: nothing. */
const asked = createSignal<CopyAsked | null>(null)

/** Opens the copy sheet. Nothing is copied by that. */
export const requestCopy = (next: CopyAsked) => asked.set(next)
export const forgetCopy = () => asked.set(null)
export const useCopyAsked = () => asked.use()
