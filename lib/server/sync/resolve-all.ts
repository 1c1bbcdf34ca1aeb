import type { Priority } from '#lib/registry/limiter.ts'
import { isUnderWay, joinedKey } from '../index/lines.ts'
import { flightKey, type Place } from '../index/place.ts'
import { inBackground } from '../index/single-flight.ts'
import { tellTags } from '../index/tell.ts'
import { lookUpRepository } from './look-up-repository.ts'

const flightOf = (place: Place) => flightKey('resolve-all', place)

/** Has the tags looked up that nobody has looked at yet, in the background, once however many ask; `after` something else. */
export function resolveAll(
  place: Place,
  priority: Priority,
  after: Promise<unknown> = Promise.resolve(),
): void {
  const whole = { ...place, call: { priority } }
  inBackground(
    place.runtime.flights.run(
      joinedKey(whole, flightOf(place)),
      () => after.catch(() => {}).then(() => lookUpRepository(whole)),
      () => tellTags(place),
    ),
  )
}

export const isResolvingAll = (place: Place) => isUnderWay(place.runtime.flights, flightOf(place))
