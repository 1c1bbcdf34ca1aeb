import { orAborted } from './wait.ts'

/** Work that several ask for at once is done once. It is aborted when the last of them has gone. */
export interface SingleFlight<T> {
  run(key: string, work: (signal: AbortSignal) => Promise<T>, signal?: AbortSignal): Promise<T>
}

export function createSingleFlight<T>(): SingleFlight<T> {
  const flights = new Map<string, { promise: Promise<T>; controller: AbortController; waiting: number }>()
  return {
    async run(key, work, signal) {
      signal?.throwIfAborted()
      let flight = flights.get(key)
      if (!flight) {
        const controller = new AbortController()
        const promise = work(controller.signal)
        const started = { promise, controller, waiting: 0 }
        const forget = () => {
          if (flights.get(key) === started) flights.delete(key)
        }
        promise.then(forget, forget)
        flights.set(key, started)
        flight = started
      }
      flight.waiting++
      try {
        return await orAborted(flight.promise, signal)
      } finally {
        if (--flight.waiting === 0 && signal?.aborted) {
          flights.delete(key)
          flight.controller.abort()
        }
      }
    },
  }
}
