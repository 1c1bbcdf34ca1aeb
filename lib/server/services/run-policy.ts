import type { BodyOf, ParamsOf } from '#lib/api/endpoint.ts'
import type { runPolicy as endpoint } from '#lib/api/policies.ts'
import type { PolicyRun } from '#lib/api/policy-run.ts'
import type { Context } from '../context.ts'
import { requirePolicy } from '../retention/policies.ts'
import { requestRun } from '../retention/run-policy.ts'

/** Begins a run as a job. Throws `policy_not_found`, and `conflict` while another run of the policy is under way. */
export async function runPolicy(
  context: Context,
  { id }: ParamsOf<typeof endpoint>,
  { dryRun }: BodyOf<typeof endpoint>,
): Promise<PolicyRun> {
  const policy = await requirePolicy(context, id)
  return requestRun(context, policy, dryRun ?? policy.definition.mode === 'dry-run')
}
