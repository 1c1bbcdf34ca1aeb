import { eq, sql } from 'drizzle-orm'
import type { PolicyDefinition } from '#lib/api/policy-definition.ts'
import type { Context } from '../context.ts'
import { startAudit } from '../index/audit-trail.ts'
import { storable } from '../index/storable.ts'
import { ApiError } from '../problem.ts'
import { policies } from '../store/schema.ts'
import { policyMistakes } from './compile-policy.ts'
import { findPolicy } from './policies.ts'
import type { NamedPolicy } from './policy-yaml.ts'
import { syncSchedules } from './schedules.ts'

/** Each is read for every list. */
const maxPolicies = 500

/** Throws `invalid_request` with every pattern that is none, and with what is wrong with the schedule. */
export async function requireSound(definition: PolicyDefinition, part = 'body'): Promise<void> {
  const mistakes = await policyMistakes(definition)
  if (mistakes.length === 0) return
  throw new ApiError('invalid_request', 'Something in the policy means nothing.', {
    issues: mistakes.slice(0, 20).map(({ path, message }) => ({ path: [part, ...path].join('.'), message })),
  })
}

/** Throws `conflict` where the id is in use. */
export async function insertPolicy(context: Context, { id, definition }: NamedPolicy): Promise<void> {
  const { runtime, actor } = context
  const inUse = () => new ApiError('conflict', `The id “${id}” is in use by another policy.`)
  if (await findPolicy(runtime, id)) throw inUse()
  const { rows } = await runtime.store.db.execute<{ count: number }>(
    sql`SELECT count(*)::int AS count FROM policies`,
  )
  if ((rows[0]?.count ?? 0) >= maxPolicies)
    throw new ApiError('conflict', `There are ${maxPolicies} policies.`)
  const trail = await startAudit(context, { action: 'policy.add', policy: id, detail: definition.name })
  const added = await runtime.store.db
    .insert(policies)
    .values({ id, definition: storable(definition), createdBy: actor.username, updatedBy: actor.username })
    .onConflictDoNothing()
    .returning({ id: policies.id })
  if (added.length === 0) {
    await trail.failed({ detail: 'conflict' })
    throw inUse()
  }
  await trail.succeeded()
  await afterChange(context)
}

/** Throws `conflict` where somebody has changed it since it was that version. */
export async function updatePolicy(
  context: Context,
  { id, definition }: NamedPolicy,
  version: number,
): Promise<void> {
  const { runtime, actor } = context
  const trail = await startAudit(context, { action: 'policy.change', policy: id, detail: definition.name })
  const changed = await runtime.store.db
    .update(policies)
    .set({
      definition: storable(definition),
      version: sql`${policies.version} + 1`,
      updatedBy: actor.username,
      updatedAt: sql`now()`,
    })
    .where(sql`${policies.id} = ${id} AND ${policies.version} = ${version}`)
    .returning({ id: policies.id })
  if (changed.length === 0) {
    await trail.failed({ detail: 'conflict' })
    throw new ApiError('conflict', 'Somebody has changed this policy since: look at it again.')
  }
  await trail.succeeded()
  await afterChange(context)
}

export async function deletePolicy(context: Context, id: string): Promise<void> {
  const trail = await startAudit(context, { action: 'policy.remove', policy: id })
  await context.runtime.store.db.delete(policies).where(eq(policies.id, id))
  await trail.succeeded()
  await afterChange(context)
}

async function afterChange({ runtime }: Context): Promise<void> {
  await syncSchedules(runtime)
  runtime.changes.publish({ about: 'policies' })
}
