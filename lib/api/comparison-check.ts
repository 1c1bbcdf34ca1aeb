import { z } from 'zod'
import { Time } from './common.ts'
import { comparisonExpectations } from './comparison-definition.ts'

const Count = z.number().int().nonnegative()

/** What a check found, read from the registries. */
export const CheckCounts = z.object({
  same: Count,
  differs: Count,
  missing: Count,
  /** Those of `differs` whose images are the same under other indexes. */
  sameImages: Count,
  /** Tags of which a side could not be read. */
  unknown: Count,
  /** Tags that count as drift. */
  drifting: Count,
})
export type CheckCounts = z.infer<typeof CheckCounts>

export const checkStates = ['queued', 'running', 'same', 'drift', 'failed'] as const
/** `failed`: it could not be checked, and `problem` says why. That is neither drift nor the same. */
export const CheckState = z.enum(checkStates)
export type CheckState = z.infer<typeof CheckState>

export const ComparisonCheck = z.object({
  id: z.uuid(),
  trigger: z.enum(['schedule', 'manual']),
  actor: z.string(),
  state: CheckState,
  /** What was expected at that moment. */
  expect: z.enum(comparisonExpectations),
  startedAt: Time,
  finishedAt: Time.nullable(),
  /** null where the registries were not read as far as that. */
  counts: CheckCounts.nullable(),
  /** The first check that found drift, since none was found; a check that failed leaves it as it was. */
  driftsSince: Time.nullable(),
  problem: z.object({ code: z.string(), detail: z.string() }).nullable(),
})
export type ComparisonCheck = z.infer<typeof ComparisonCheck>
