import type { Priority } from '#lib/registry/limiter.ts'
import type { RegistryPlace } from './place.ts'
import type { SingleFlight } from './single-flight.ts'

/** What somebody waits for goes before what nobody does, in the client's line. */
const priorities = ['interactive', 'background'] as const satisfies readonly Priority[]

type Caller = Pick<RegistryPlace, 'runtime' | 'call'>

const keyIn = (priority: Priority, key: string) => `${priority} ${key}`

/** The key under which this caller's own work runs. */
export const ownKey = ({ call }: Pick<Caller, 'call'>, key: string): string =>
  keyIn(call?.priority ?? 'interactive', key)

/**
 * The key under which this caller joins the work of others: whoever somebody waits for joins only what others wait for as
 * well, for what stands at the end of the line may have a thousand before it. What nobody waits for joins either.
 */
export function joinedKey({ runtime, call }: Caller, key: string): string {
  const first = keyIn('interactive', key)
  return runtime.flights.isRunning(first) ? first : ownKey({ call }, key)
}

/** Whether anybody is at it, in a hurry or not. */
export const isUnderWay = (flights: SingleFlight, key: string): boolean =>
  priorities.some((priority) => flights.isRunning(keyIn(priority, key)))
