import type { BodyOf, ParamsOf } from '#lib/api/endpoint.ts'
import type { changePolicy as endpoint, Policy } from '#lib/api/policies.ts'
import { PolicyDefinition } from '#lib/api/policy-definition.ts'
import type { Context } from '../context.ts'
import { requireStoredPolicy } from '../retention/policies.ts'
import { requireSound, updatePolicy } from '../retention/save-policies.ts'
import { getPolicy } from './get-policy.ts'

/** Throws `policy_is_configured_by_file`, and `conflict` where it is not the version that the caller names. */
export async function changePolicy(
  context: Context,
  { id }: ParamsOf<typeof endpoint>,
  { version, ...patch }: BodyOf<typeof endpoint>,
): Promise<Policy> {
  const stored = await requireStoredPolicy(context, id)
  const definition = PolicyDefinition.parse({ ...stored.definition, ...patch })
  await requireSound(definition)
  await updatePolicy(context, { id, definition }, version ?? stored.version)
  return getPolicy(context, { id })
}
