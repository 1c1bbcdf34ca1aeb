import type { CallOptions } from '#lib/registry/types.ts'
import type { ConnectedRegistry } from '../registries/directory.ts'
import type { Runtime } from '../runtime.ts'

/** A registry, and what is needed to read both it and what we know of it. */
export interface RegistryPlace {
  readonly runtime: Runtime
  readonly registry: ConnectedRegistry
  /** How its requests are sent: by default somebody waits for them. */
  readonly call?: CallOptions | undefined
  /** Told of each request that goes out, and of each manifest that nobody had read before. */
  readonly onWork?: ((work: 'request' | 'manifest') => void) | undefined
}

/** A repository of a registry, and what is needed to read both it and what we know of it. */
export interface Place extends RegistryPlace {
  readonly repository: string
}

/** A key for work on this place, unique within the process. */
export const flightKey = (
  work: string,
  { registry, repository }: Pick<Place, 'registry' | 'repository'>,
  item = '',
) => `${work} ${registry.settings.id} ${repository} ${item}`

/** A key for one thing (a tag, a digest) of one repository, where many repositories are worked on at once. */
export const itemKey = (repository: string, item: string) => `${repository} ${item}`
