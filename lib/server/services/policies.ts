import type { BodyOf, ParamsOf } from '#lib/api/endpoint.ts'
import type { previewPolicyDraft as draft, previewPolicy as stored } from '#lib/api/policies.ts'
import type { PolicyPreview } from '#lib/api/policy-preview.ts'
import { requireAutomation } from '../automations/known.ts'
import { requireSound } from '../automations/save.ts'
import type { Context } from '../context.ts'
import { policyKind } from '../retention/policy-kind.ts'
import { previewPage } from '../retention/preview-page.ts'
import { automationServices } from './automations.ts'

export const policyServices = automationServices(policyKind)

/** What a run would do, out of the index. Throws `policy_not_found`. */
export async function previewPolicy(
  context: Context,
  { id }: ParamsOf<typeof stored>,
  query: BodyOf<typeof stored>,
): Promise<PolicyPreview> {
  const { definition } = await requireAutomation(policyKind, context, id)
  return previewPage(context.runtime, definition, query)
}

/** The same for a policy that nobody has stored. Throws `invalid_request` for patterns that mean nothing. */
export async function previewPolicyDraft(
  { runtime }: Context,
  { policy, ...query }: BodyOf<typeof draft>,
): Promise<PolicyPreview> {
  await requireSound(policyKind, policy, 'body.policy')
  return previewPage(runtime, policy, query)
}
