import { z } from 'zod'
import { RegistryId } from './common.ts'

/**
 * What the server tells open pages (`GET /events`): not the news itself, only what is no longer as it was. A page asks
 * again for what it shows of it.
 */
export const Change = z.discriminatedUnion('about', [
  /** The set of registries: one was added, changed or removed. */
  z.object({ about: z.literal('registries') }),
  /** One registry: its status, its counts, how far its walk has come. */
  z.object({ about: z.literal('registry'), registry: RegistryId }),
  /** Which repositories it has, or what the list shows of one. */
  z.object({ about: z.literal('repositories'), registry: RegistryId }),
  /** The tags of one repository: names, pointers, details. */
  z.object({ about: z.literal('tags'), registry: RegistryId, repository: z.string() }),
  /** The activity feed or the audit trail. */
  z.object({ about: z.literal('activity') }),
])
export type Change = z.infer<typeof Change>
