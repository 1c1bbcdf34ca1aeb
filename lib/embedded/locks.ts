export interface Locks {
  /** Runs `work` when everything before it under the same key has ended, well or badly. */
  run<T>(key: string, work: () => Promise<T>): Promise<T>
}

export function createLocks(): Locks {
  const tails = new Map<string, Promise<unknown>>()
  return {
    run(key, work) {
      const turn = (tails.get(key) ?? Promise.resolve()).then(work, work)
      tails.set(key, turn)
      const forget = () => {
        if (tails.get(key) === turn) tails.delete(key)
      }
      turn.then(forget, forget)
      return turn
    },
  }
}
