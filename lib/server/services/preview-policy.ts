import type { BodyOf, ParamsOf } from '#lib/api/endpoint.ts'
import type { previewPolicyDraft as draft, previewPolicy as stored } from '#lib/api/policies.ts'
import type { PolicyPreview } from '#lib/api/policy-preview.ts'
import type { Context } from '../context.ts'
import { requirePolicy } from '../retention/policies.ts'
import { previewPage } from '../retention/preview-page.ts'
import { requireSound } from '../retention/save-policies.ts'

/** What a run would do, out of the index. Throws `policy_not_found`. */
export async function previewPolicy(
  context: Context,
  { id }: ParamsOf<typeof stored>,
  query: BodyOf<typeof stored>,
): Promise<PolicyPreview> {
  const { definition } = await requirePolicy(context, id)
  return previewPage(context.runtime, definition, query)
}

/** The same for a policy that nobody has stored. Throws `invalid_request` for patterns that mean nothing. */
export async function previewPolicyDraft(
  { runtime }: Context,
  { policy, ...query }: BodyOf<typeof draft>,
): Promise<PolicyPreview> {
  await requireSound(policy, 'body.policy')
  return previewPage(runtime, policy, query)
}
