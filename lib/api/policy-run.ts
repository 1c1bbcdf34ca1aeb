import { z } from 'zod'
import { AutomationRun } from './automations.ts'

const Count = z.number().int().nonnegative()

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

export const PolicyRun = AutomationRun.extend({
  policy: z.object({ id: z.string(), name: z.string() }),
  /** null until the tags were judged. */
  counts: PolicyRunCounts.nullable(),
  /** What was planned, and executed unless it is a dry run; null where nothing was to go. */
  deletion: z.uuid().nullable(),
})
export type PolicyRun = z.infer<typeof PolicyRun>
