import { z } from 'zod'
import { ListQuery, Time } from './common.ts'

/** Policies and mirrors are automations: rules that run by a schedule, are written down here or in the file, and keep a history. */
export const automationRunStates = [
  'queued',
  'running',
  'planned',
  'succeeded',
  'partial',
  'failed',
  'refused',
  'undone',
] as const
/**
 * `planned`: a dry run has ended; `refused`: a guard let nothing go; `partial`: something that was to be done is not, or was undone;
 * `undone`: all that it did was undone.
 */
export const AutomationRunState = z.enum(automationRunStates)
export type AutomationRunState = z.infer<typeof AutomationRunState>

export const AutomationRun = z.object({
  id: z.uuid(),
  trigger: z.enum(['schedule', 'manual']),
  actor: z.string(),
  isDryRun: z.boolean(),
  state: AutomationRunState,
  startedAt: Time,
  finishedAt: Time.nullable(),
  problem: z.object({ code: z.string(), detail: z.string() }).nullable(),
})
export type AutomationRun = z.infer<typeof AutomationRun>

/** What there is to know of one beside what it says. */
export const AutomationRecord = z.object({
  id: z.string(),
  /** `file`: from the configuration and not to be changed here. */
  source: z.enum(['file', 'store']),
  version: z.number().int().nonnegative(),
  createdBy: z.string().nullable(),
  createdAt: Time.nullable(),
  updatedBy: z.string().nullable(),
  updatedAt: Time.nullable(),
  /** When its schedule runs it next: five times; none where it is off or has no schedule. */
  nextRuns: z.array(Time),
})
export type AutomationRecord = z.infer<typeof AutomationRecord>

export const AutomationParams = z.object({ id: z.string().max(63) })
export const AutomationRunsQuery = ListQuery.pick({ limit: true, cursor: true })

export const RunBody = z.strictObject({
  /** `true` makes any run a dry one; `false` never makes one for real of what the definition says only plans. */
  dryRun: z.boolean().optional(),
})

export const ExportQuery = z.object({ id: z.string().max(63).optional() })
export const ImportBody = z.strictObject({ yaml: z.string().max(1_000_000) })
export const Imported = z.object({ added: z.array(z.string()), changed: z.array(z.string()) })
export type Imported = z.infer<typeof Imported>
