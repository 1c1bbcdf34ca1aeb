import { z } from 'zod'
import { AutomationId, Schedule } from './automation-definition.ts'
import {
  AutomationParams,
  AutomationRecord,
  AutomationRunsQuery,
  ExportQuery,
  ImportBody,
  Imported,
  RunBody,
} from './automations.ts'
import { pageOf, Time } from './common.ts'
import { defineEndpoint } from './endpoint.ts'
import { PolicyDefinition, PolicyPatch } from './policy-definition.ts'
import { PolicyPreview, PreviewQuery } from './policy-preview.ts'
import { PolicyRun } from './policy-run.ts'

export const Policy = z.object({
  ...AutomationRecord.shape,
  ...PolicyDefinition.shape,
  lastRun: PolicyRun.nullable(),
})
export type Policy = z.infer<typeof Policy>

export const listPolicies = defineEndpoint({
  id: 'listPolicies',
  method: 'GET',
  path: '/policies',
  summary: 'Retention policies: those of the configuration file first',
  can: 'read',
  response: z.object({ items: z.array(Policy) }),
})

export const getPolicy = defineEndpoint({
  id: 'getPolicy',
  method: 'GET',
  path: '/policies/{id}',
  summary: 'One retention policy',
  can: 'read',
  params: AutomationParams,
  response: Policy,
})

export const addPolicy = defineEndpoint({
  id: 'addPolicy',
  method: 'POST',
  path: '/policies',
  summary: 'Adds a retention policy. What no rule selects is kept, and what any rule keeps is',
  can: 'administer',
  body: PolicyDefinition.extend({ id: AutomationId }),
  successStatus: 201,
  response: Policy,
})

export const changePolicy = defineEndpoint({
  id: 'changePolicy',
  method: 'PATCH',
  path: '/policies/{id}',
  summary:
    'Changes what is named of a policy; rules are changed as a whole. 409 where it is not the version that is named',
  can: 'administer',
  params: AutomationParams,
  body: PolicyPatch,
  response: Policy,
})

export const removePolicy = defineEndpoint({
  id: 'removePolicy',
  method: 'DELETE',
  path: '/policies/{id}',
  summary: 'Removes a policy; its runs and what they deleted stay on record',
  can: 'administer',
  params: AutomationParams,
  successStatus: 204,
  response: z.null(),
})

export const previewPolicy = defineEndpoint({
  id: 'previewPolicy',
  method: 'POST',
  path: '/policies/{id}/preview',
  summary:
    'What a run of the policy would take and keep, tag by tag, by the same code as the run. Nothing is changed',
  can: 'delete',
  params: AutomationParams,
  body: PreviewQuery,
  response: PolicyPreview,
})

export const previewPolicyDraft = defineEndpoint({
  id: 'previewPolicyDraft',
  method: 'POST',
  path: '/policies/preview',
  summary: 'The same for a policy that is not stored',
  can: 'delete',
  body: PreviewQuery.extend({ policy: PolicyDefinition }),
  response: PolicyPreview,
})

export const runPolicy = defineEndpoint({
  id: 'runPolicy',
  method: 'POST',
  path: '/policies/{id}/run',
  summary:
    'Begins a run; `dryRun: true` leaves a plan that nobody has executed, as does each run of a policy in the mode `dry-run`. 409 where `dryRun: false` is asked of such a policy, and while another run of the policy is under way',
  can: 'delete',
  params: AutomationParams,
  body: RunBody,
  successStatus: 202,
  response: PolicyRun,
})

export const listPolicyRuns = defineEndpoint({
  id: 'listPolicyRuns',
  method: 'GET',
  path: '/policies/{id}/runs',
  summary: 'What a policy did, the newest first',
  can: 'read',
  params: AutomationParams,
  query: AutomationRunsQuery,
  response: pageOf(PolicyRun),
})

export const previewSchedule = defineEndpoint({
  id: 'previewSchedule',
  method: 'POST',
  path: '/policies/schedule',
  summary: 'When a schedule would run next',
  can: 'read',
  body: Schedule,
  response: z.object({ nextRuns: z.array(Time) }),
})

export const exportPolicies = defineEndpoint({
  id: 'exportPolicies',
  method: 'GET',
  path: '/policies/export',
  summary: 'Policies as YAML, as they can stand in portolan.yaml',
  can: 'read',
  query: ExportQuery,
  produces: 'bytes',
  response: z.unknown(),
})

export const importPolicies = defineEndpoint({
  id: 'importPolicies',
  method: 'POST',
  path: '/policies/import',
  summary: 'Adds the policies of a YAML text, or changes those of the same id; all of them or none',
  can: 'administer',
  body: ImportBody,
  response: Imported,
})
