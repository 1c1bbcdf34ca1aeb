import { orAborted } from './wait.ts'

/** Lets the first one through alone, and everybody once that one is back: what it learns, the others need not ask. */
export interface Gate {
  enter<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T>
}

export function createGate(): Gate {
  let first: Promise<unknown> | null = null
  let isOpen = false
  return {
    async enter(work, signal) {
      if (isOpen) return work()
      if (first) {
        await orAborted(first, signal)
        return work()
      }
      const going = work()
      first = going.then(
        () => {
          isOpen = true
        },
        () => {
          isOpen = true
        },
      )
      return going
    },
  }
}
