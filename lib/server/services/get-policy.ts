import type { ParamsOf } from '#lib/api/endpoint.ts'
import type { getPolicy as endpoint, Policy } from '#lib/api/policies.ts'
import type { Context } from '../context.ts'
import { requirePolicy } from '../retention/policies.ts'
import { presentPolicy } from '../retention/present-policy.ts'

/** Throws `policy_not_found`. */
export const getPolicy = async (context: Context, { id }: ParamsOf<typeof endpoint>): Promise<Policy> =>
  presentPolicy(context.runtime, await requirePolicy(context, id))
