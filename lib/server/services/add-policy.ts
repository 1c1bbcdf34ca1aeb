import type { BodyOf } from '#lib/api/endpoint.ts'
import type { addPolicy as endpoint, Policy } from '#lib/api/policies.ts'
import type { Context } from '../context.ts'
import { insertPolicy, requireSound } from '../retention/save-policies.ts'
import { getPolicy } from './get-policy.ts'

/** Throws `conflict` for an id in use, and `invalid_request` for patterns or a schedule that mean nothing. */
export async function addPolicy(
  context: Context,
  { id, ...definition }: BodyOf<typeof endpoint>,
): Promise<Policy> {
  await requireSound(definition)
  await insertPolicy(context, { id, definition })
  return getPolicy(context, { id })
}
