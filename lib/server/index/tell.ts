import type { Runtime } from '../runtime.ts'
import type { Place } from './place.ts'

/** What the index tells open pages after it was changed, and after what is under way has ended: they ask again then. */

/** The tags of one repository, and what is said of it as a whole. */
export const tellTags = ({ runtime, registry, repository }: Place) =>
  runtime.changes.publish({ about: 'tags', registry: registry.settings.id, repository })

/** Which repositories a registry has, or what the list shows of one. */
export const tellRepositories = (runtime: Runtime, registry: string) =>
  runtime.changes.publish({ about: 'repositories', registry })

/** A registry's status, its counts, whether it is being read. */
export const tellRegistry = (runtime: Runtime, registry: string) =>
  runtime.changes.publish({ about: 'registry', registry })
