'use client'
import { createSignal } from './signal.ts'

/** A run that somebody began on this page, whose end is worth telling. */
export interface FollowedRun {
  readonly id: string
  readonly isUndo: boolean
}

const runs = createSignal<readonly FollowedRun[]>([])

export const useFollowedRuns = () => runs.use()
export const unfollowRun = (run: FollowedRun) => runs.set(runs.get().filter((other) => other !== run))
/** Tells how it ends, wherever in Portolan its reader is then. */
export const followRun = (run: FollowedRun) =>
  runs.set([...runs.get().filter(({ id }) => id !== run.id), run])
