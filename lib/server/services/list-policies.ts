import type { ResponseOf } from '#lib/api/endpoint.ts'
import type { listPolicies as endpoint } from '#lib/api/policies.ts'
import type { Context } from '../context.ts'
import { readPolicies } from '../retention/policies.ts'
import { presentPolicy } from '../retention/present-policy.ts'

/** Those of the configuration file first, then in the order in which they were added. */
export async function listPolicies({ runtime }: Context): Promise<ResponseOf<typeof endpoint>> {
  const policies = await readPolicies(runtime)
  return { items: await Promise.all(policies.map((policy) => presentPolicy(runtime, policy))) }
}
