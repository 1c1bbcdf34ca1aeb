import type { BodyOf, QueryOf, ResponseOf } from '#lib/api/endpoint.ts'
import type { exportPolicies as exporting, importPolicies as importing } from '#lib/api/policies.ts'
import { attachmentHeaders } from '../attachment.ts'
import type { Context } from '../context.ts'
import { ApiError } from '../problem.ts'
import { findPolicy, readPolicies, requirePolicy, requireStoredPolicy } from '../retention/policies.ts'
import { parsePolicies, policiesAsYaml } from '../retention/policy-yaml.ts'
import { insertPolicy, updatePolicy } from '../retention/save-policies.ts'

/** All policies, or one, as a YAML file. Throws `policy_not_found`. */
export async function exportPolicies(context: Context, { id }: QueryOf<typeof exporting>): Promise<Response> {
  const policies = id === undefined ? await readPolicies(context.runtime) : [await requirePolicy(context, id)]
  return new Response(policiesAsYaml(policies), {
    headers: attachmentHeaders(`${id ?? 'policies'}.yaml`, 'application/yaml; charset=utf-8'),
  })
}

/**
 * Adds or changes the policies of a text. Nothing is done while anything in it is wrong: `invalid_request` names the lines.
 * Throws `policy_is_configured_by_file` where one of them stands in the configuration.
 */
export async function importPolicies(
  context: Context,
  { yaml }: BodyOf<typeof importing>,
): Promise<ResponseOf<typeof importing>> {
  const parsed = await parsePolicies(yaml)
  if ('mistakes' in parsed) {
    throw new ApiError('invalid_request', 'The text has mistakes, and nothing was taken over.', {
      issues: parsed.mistakes.slice(0, 20),
    })
  }
  const known = new Map<string, number>()
  for (const { id } of parsed.policies) {
    if (!(await findPolicy(context.runtime, id))) continue
    known.set(id, (await requireStoredPolicy(context, id)).version)
  }
  const added: string[] = []
  const changed: string[] = []
  for (const policy of parsed.policies) {
    const version = known.get(policy.id)
    if (version === undefined) await insertPolicy(context, policy)
    else await updatePolicy(context, policy, version)
    const list = version === undefined ? added : changed
    list.push(policy.id)
  }
  return { added, changed }
}
