import type { ParamsOf } from '#lib/api/endpoint.ts'
import type { removePolicy as endpoint } from '#lib/api/policies.ts'
import type { Context } from '../context.ts'
import { requireStoredPolicy } from '../retention/policies.ts'
import { deletePolicy } from '../retention/save-policies.ts'

/** Its runs stay on record. Throws `policy_is_configured_by_file`. */
export async function removePolicy(context: Context, { id }: ParamsOf<typeof endpoint>): Promise<null> {
  await requireStoredPolicy(context, id)
  await deletePolicy(context, id)
  return null
}
