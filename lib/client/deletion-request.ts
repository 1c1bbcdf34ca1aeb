'use client'
import type { z } from 'zod'
import type { planDeletion } from '#lib/api/deletions.ts'
import { createSignal } from './signal.ts'

/** What a plan is wanted for, as `POST /deletions` takes it. */
export type DeletionBody = z.input<typeof planDeletion.body>

export interface DeletionRequest {
  readonly body: DeletionBody
  /** It was confirmed: whoever asked may let go of what was selected. */
  readonly onStarted?: () => void
  /** The path to go to then, where the page has nothing left to show. */
  readonly leaveTo?: string
}

/** What the page asks the plan sheet to plan; null: nothing. */
const request = createSignal<DeletionRequest | null>(null)

/** Opens the plan sheet. Nothing is deleted by that. */
export const requestDeletion = (next: DeletionRequest) => request.set(next)
export const forgetRequest = () => request.set(null)
export const useDeletionRequest = () => request.use()
