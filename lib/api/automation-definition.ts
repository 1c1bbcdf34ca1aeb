import './inputs/no-eval.ts'
import { z } from 'zod'
import { automationIdPattern, isTakenWord } from './automation-id.ts'

export const AutomationId = z
  .string()
  .regex(automationIdPattern, 'must be a slug: lower-case letters, digits and dashes, at most 63')
  .refine((id) => !isTakenWord(id), 'is a word that Portolan needs itself')

export const Schedule = z.strictObject({
  /** Five fields: minute, hour, day of the month, month, day of the week. */
  cron: z.string().trim().min(1, 'must not be empty').max(100, 'must have at most 100 characters'),
  timezone: z.string().min(1, 'must not be empty').max(64).default('UTC'),
})
export type Schedule = z.output<typeof Schedule>

/** What everything that runs by a schedule says of itself. */
export const automationBeginning = {
  name: z.string().trim().min(1, 'must not be empty').max(100, 'must have at most 100 characters'),
  description: z.string().trim().max(1000, 'must have at most 1000 characters').default(''),
  /** One that is off is not run by its schedule. */
  enabled: z.boolean().default(true),
}
