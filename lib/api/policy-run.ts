import { z } from 'zod'
import { Time } from './common.ts'

const Count = z.number().int().nonnegative()

export const policyRunStates = [
  'queued',
  'running',
  'planned',
  'succeeded',
  'partial',
  'failed',
  'refused',
] as const
/** `planned`: a dry run has ended; `refused`: a guard let nothing go; `partial`: something that was to go is still there. */
export const PolicyRunState = z.enum(policyRunStates)
export type PolicyRunState = z.infer<typeof PolicyRunState>

export const PolicyRunCounts = z.object({
  repositories: Count,
  /** Repositories of which not enough is known: everything in them stays. */
  repositoriesSkipped: Count,
  tags: Count,
  toDelete: Count,
  /** Deletions that a guard took back. */
  spared: Count,
})
export type PolicyRunCounts = z.infer<typeof PolicyRunCounts>

export const PolicyRun = z.object({
  id: z.uuid(),
  policy: z.object({ id: z.string(), name: z.string() }),
  trigger: z.enum(['schedule', 'manual']),
  actor: z.string(),
  isDryRun: z.boolean(),
  state: PolicyRunState,
  startedAt: Time,
  finishedAt: Time.nullable(),
  /** null until the tags were judged. */
  counts: PolicyRunCounts.nullable(),
  /** What was planned, and executed unless it is a dry run; null where nothing was to go. */
  deletion: z.uuid().nullable(),
  problem: z.object({ code: z.string(), detail: z.string() }).nullable(),
})
export type PolicyRun = z.infer<typeof PolicyRun>
