import type { Schedule } from '#lib/api/automation-definition.ts'
import type { AutomationRecord, AutomationRun } from '#lib/api/automations.ts'

/** What a page needs to know of a policy or a mirror, whatever it says. */
export interface Automation extends AutomationRecord {
  readonly name: string
  readonly enabled: boolean
  readonly schedule: Schedule | null
  readonly lastRun: AutomationRun | null
}
