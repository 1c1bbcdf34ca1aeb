import { PolicyDefinition } from '#lib/api/policy-definition.ts'
import type { PolicyRun, PolicyRunCounts } from '#lib/api/policy-run.ts'
import type { AutomationKind, AutomationTable, RunsTable } from '../automations/kind.ts'
import { PolicyEntry } from '../config/policy-entries.ts'
import { queues } from '../jobs/jobs.ts'
import { policies, policyRuns } from '../store/schema.ts'
import { carryOut } from './carry-out.ts'
import { policyMistakes } from './compile-policy.ts'

export const policyKind: AutomationKind<PolicyDefinition, PolicyRun, typeof policyRuns.$inferSelect> = {
  one: 'policy',
  many: 'policies',
  queue: queues.policy,
  table: policies as unknown as AutomationTable,
  runs: policyRuns as unknown as RunsTable,
  schema: PolicyDefinition,
  entry: PolicyEntry,
  alwaysWritten: ['mode'],
  configured: ({ policies }) => policies,
  mistakesOf: policyMistakes,
  isDry: ({ mode }) => mode === 'dry-run',
  auditOf: (id, name) => ({ policy: id, ...(name === null ? {} : { detail: name }) }),
  rightsOf: () => ({}),
  isBusy: async () => false,
  actsAs: ({ actor, automationId }) => ({
    // Rules protect tags from a policy whoever runs it.
    actor: { id: '', username: actor, role: 'administrator' },
    policy: automationId,
  }),
  carryOut,
  presentRun: (run, { of, counts, deletion }) => ({
    ...run,
    policy: of,
    counts: counts as PolicyRunCounts | null,
    deletion,
  }),
}
