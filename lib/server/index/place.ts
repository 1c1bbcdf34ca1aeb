import type { ConnectedRegistry } from '../registries/directory.ts'
import type { Runtime } from '../runtime.ts'

/** A repository of a registry, and what is needed to read both it and what we know of it. */
export interface Place {
  readonly runtime: Runtime
  readonly registry: ConnectedRegistry
  readonly repository: string
}

/** A key for work on this place, unique within the process. */
export const flightKey = (
  work: string,
  { registry, repository }: Pick<Place, 'registry' | 'repository'>,
  item = '',
) => `${work} ${registry.settings.id} ${repository} ${item}`
