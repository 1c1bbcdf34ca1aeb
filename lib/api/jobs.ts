import { z } from 'zod'
import { Time } from './common.ts'
import { defineEndpoint } from './endpoint.ts'

const Count = z.number().int().nonnegative()

/** Work that outlives a request. */
export const Job = z.object({
  id: z.uuid(),
  kind: z.enum(['deletion', 'undo', 'walk', 'copy', 'copyUndo']),
  state: z.enum(['queued', 'running', 'succeeded', 'partial', 'failed', 'cancelled']),
  /** The deletion that it executes or undoes, or the registry that it walks. */
  deletion: z.uuid().nullable(),
  /** The copy that it does or undoes. */
  copy: z.uuid().nullable(),
  registry: z.string().nullable(),
  startedAt: Time.nullable(),
  finishedAt: Time.nullable(),
  /** `total` is null until it is known. */
  progress: z.object({ done: Count, total: Count.nullable() }),
  /** What happened, the newest last: one hundred lines at most. */
  log: z.array(z.object({ at: Time, code: z.string(), detail: z.string() })),
})
export type Job = z.infer<typeof Job>

export const getJob = defineEndpoint({
  id: 'getJob',
  method: 'GET',
  path: '/jobs/{id}',
  summary: 'A job: its state, how far it is, and what happened last',
  can: 'read',
  params: z.object({ id: z.uuid() }),
  response: Job,
})
