'use client'
import { createSignal } from './signal.ts'

/** A copy that somebody began on this page, whose end is worth telling. */
export interface FollowedCopy {
  readonly id: string
  readonly isUndo: boolean
}

const copies = createSignal<readonly FollowedCopy[]>([])

export const useFollowedCopies = () => copies.use()
export const unfollowCopy = (copy: FollowedCopy) => copies.set(copies.get().filter((other) => other !== copy))
/** Tells how it ends, wherever in Portolan its reader is then. */
export const followCopy = (copy: FollowedCopy) =>
  copies.set([...copies.get().filter(({ id }) => id !== copy.id), copy])
