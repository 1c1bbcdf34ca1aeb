import { onAbort } from './wait.ts'

/** What somebody waits for in front of a screen comes before what is read ahead. */
export type Priority = 'interactive' | 'background'

/** How a request went, as far as it says how many the registry can bear. */
export type Outcome = 'well' | 'overloaded' | 'other'

/** Gives out places among the requests under way, as many as the registry was found to answer well. */
export interface Limiter {
  /** Resolves to the function that gives the place back (calling it twice is harmless). Rejects when aborted. */
  acquire(priority?: Priority, signal?: AbortSignal): Promise<(outcome?: Outcome) => void>
  /** Places there are now, and how many of them are taken. */
  readonly limit: number
  readonly active: number
}

export interface LimiterOptions {
  readonly start: number
  readonly max: number
  readonly now?: () => number
}

/** A step is judged over so many answers for each place, and no fewer than `fewestAnswers`; a leap over half as many. */
const answersPerPlace = 4
const fewestAnswers = 24
/** A better or worse rate than this is no noise. */
const rise = 1.06
const fall = 0.9
/** Rounds without a change, after which one more place is tried. */
const patience = 6

/**
 * Begins in leaps, half as many again as long as the answers come no slower for it. Then climbs: while more places bring more answers a second it takes more, when they bring fewer it goes back. What tells of
 * too much (429, 503, no answer in time) halves them at once, as TCP does, and they grow one by one from there.
 */
export function createLimiter({ start, max, now = () => performance.now() }: LimiterOptions): Limiter {
  const queues: Record<Priority, Set<() => void>> = { interactive: new Set(), background: new Set() }
  let limit = Math.max(1, Math.min(start, max))
  let active = 0
  let halvedAt = Number.NEGATIVE_INFINITY
  let step = 2
  let quiet = 0
  let isLeaping = true
  let reference: number | null = null
  let round = { startedAt: now(), answers: 0, isBusy: false }

  const move = (by: number) => {
    limit = Math.max(1, Math.min(max, limit + by))
    quiet = 0
  }
  /** Only rounds in which somebody waited say what the registry can bear. */
  const judge = () => {
    const rate = round.answers / Math.max(1, now() - round.startedAt)
    if (reference !== null && rate < reference * fall) isLeaping = false
    if (isLeaping) move(Math.ceil(limit / 2))
    else if (reference === null || rate > reference * rise) move(step)
    else if (rate < reference * fall) move(-step)
    else if (++quiet >= patience) move(1)
    else return
    reference = rate
  }
  const settle = (outcome: Outcome, enteredAt: number) => {
    if (outcome === 'overloaded') {
      // Those sent before the last halving tell of the same trouble.
      if (enteredAt < halvedAt) return
      limit = Math.max(1, Math.floor(limit / 2))
      halvedAt = now()
      step = 1
      isLeaping = false
      reference = null
      round = { startedAt: now(), answers: 0, isBusy: false }
      return
    }
    round.answers++
    if (queues.interactive.size + queues.background.size > 0) round.isBusy = true
    else if (active < limit) round = { startedAt: now(), answers: 0, isBusy: false }
    const enough = limit * (isLeaping ? answersPerPlace / 2 : answersPerPlace)
    if (round.answers < Math.max(fewestAnswers, enough)) return
    if (round.isBusy) judge()
    round = { startedAt: now(), answers: 0, isBusy: false }
  }
  const admit = () => {
    while (active < limit) {
      const queue = queues.interactive.size > 0 ? queues.interactive : queues.background
      const [next] = queue
      if (!next) return
      queue.delete(next)
      active++
      next()
    }
  }
  const placeOf = () => {
    const enteredAt = now()
    let isReleased = false
    return (outcome: Outcome = 'other') => {
      if (isReleased) return
      isReleased = true
      active--
      settle(outcome, enteredAt)
      admit()
    }
  }
  return {
    get limit() {
      return limit
    },
    get active() {
      return active
    },
    acquire: (priority = 'interactive', signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason)
        const queue = queues[priority]
        const enter = () => {
          stay()
          resolve(placeOf())
        }
        const stay = onAbort(signal, () => {
          queue.delete(enter)
          reject(signal?.reason)
        })
        queue.add(enter)
        admit()
      }),
  }
}
