import { z } from 'zod'
import { RegistryId } from './common.ts'
import { defineEndpoint } from './endpoint.ts'

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
  z.object({ about: z.literal('tags'), registry: RegistryId, repository: z.string().max(255) }),
  /** One deletion: its plan, how far it is, its undoing. */
  z.object({ about: z.literal('deletion'), deletion: z.uuid() }),
  /** One copy: how far it is, how it ended, its undoing. */
  z.object({ about: z.literal('copy'), copy: z.uuid() }),
  /** Policies, their runs, or protections. */
  z.object({ about: z.literal('policies') }),
  /** Mirrors, or their runs. */
  z.object({ about: z.literal('mirrors') }),
  /** Saved comparisons, or their checks. */
  z.object({ about: z.literal('comparisons') }),
  /** The activity feed or the audit trail. */
  z.object({ about: z.literal('activity') }),
  /** Some of what was told was not heard (a connection broke): anything may be another thing now. */
  z.object({ about: z.literal('anything') }),
])
export type Change = z.infer<typeof Change>

/** How long what was told is kept, in milliseconds: who opens the stream is told what happened since the page was loaded. */
export const recentMs = 60_000

export const streamEvents = defineEndpoint({
  id: 'streamEvents',
  method: 'GET',
  path: '/events',
  summary: 'Server-sent events: what is no longer as it was (`change`), or that anything may be (`resync`)',
  can: 'read',
  query: z.object({
    /** Milliseconds: what was told so long before the stream opened is told again. */
    since: z.coerce.number().int().min(0).max(recentMs).optional(),
  }),
  headers: {
    'last-event-id': {
      required: false,
      description: 'set by browsers that reconnect by themselves: they are told to `resync`',
    },
  },
  produces: 'events',
  response: Change,
})
