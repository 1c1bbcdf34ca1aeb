import { eq, sql } from 'drizzle-orm'
import type { ComparisonDefinition } from '#lib/api/comparison-definition.ts'
import type { Context } from '../context.ts'
import { startAudit } from '../index/audit-trail.ts'
import { storable } from '../index/storable.ts'
import { ApiError } from '../problem.ts'
import { comparisonChecks, comparisons } from '../store/schema.ts'
import { comparisonMistakes } from './comparison-mistakes.ts'
import { findComparison } from './comparisons.ts'
import { syncComparisonSchedules } from './schedules.ts'

/** Each is read for every list. */
const maxComparisons = 500

interface NamedComparison {
  readonly id: string
  readonly definition: ComparisonDefinition
}

/** Throws `invalid_request` with what is wrong with filter and schedule. */
export async function requireSoundComparison(definition: ComparisonDefinition): Promise<void> {
  const mistakes = await comparisonMistakes(definition)
  if (mistakes.length === 0) return
  throw new ApiError('invalid_request', 'Something in the comparison means nothing.', {
    issues: mistakes.map(({ path, message }) => ({ path: ['body', ...path].join('.'), message })),
  })
}

/** Throws `conflict` where the id is in use. */
export async function insertComparison(context: Context, { id, definition }: NamedComparison): Promise<void> {
  const { runtime, actor } = context
  const inUse = () => new ApiError('conflict', `The id “${id}” is in use by another comparison.`)
  if (await findComparison(runtime, id)) throw inUse()
  if ((await runtime.store.db.$count(comparisons)) >= maxComparisons)
    throw new ApiError('conflict', `There are ${maxComparisons} saved comparisons.`)
  const trail = await startAudit(context, { action: 'comparison.add', detail: `${id}: ${definition.name}` })
  const added = await runtime.store.db
    .insert(comparisons)
    .values({ id, definition: storable(definition), createdBy: actor.username, updatedBy: actor.username })
    .onConflictDoNothing()
    .returning({ id: comparisons.id })
  if (added.length === 0) {
    await trail.failed({ detail: 'conflict' })
    throw inUse()
  }
  await trail.succeeded()
  await afterChange(context)
}

/** Throws `conflict` where somebody has changed it since it was that version. */
export async function updateComparison(
  context: Context,
  { id, definition }: NamedComparison,
  version: number,
): Promise<void> {
  const { runtime, actor } = context
  const trail = await startAudit(context, {
    action: 'comparison.change',
    detail: `${id}: ${definition.name}`,
  })
  const changed = await runtime.store.db
    .update(comparisons)
    .set({
      definition: storable(definition),
      version: sql`${comparisons.version} + 1`,
      updatedBy: actor.username,
      updatedAt: sql`now()`,
    })
    .where(sql`${comparisons.id} = ${id} AND ${comparisons.version} = ${version}`)
    .returning({ id: comparisons.id })
  if (changed.length === 0) {
    await trail.failed({ detail: 'conflict' })
    throw new ApiError('conflict', 'Somebody has changed this comparison since: look at it again.')
  }
  await trail.succeeded()
  await afterChange(context)
}

/** Its checks go with it: another one of the same id would begin with them. */
export async function deleteComparison(context: Context, id: string): Promise<void> {
  const { db } = context.runtime.store
  const trail = await startAudit(context, { action: 'comparison.remove', detail: id })
  await db.transaction(async (tx) => {
    await tx.delete(comparisons).where(eq(comparisons.id, id))
    await tx.delete(comparisonChecks).where(eq(comparisonChecks.comparisonId, id))
  })
  await trail.succeeded()
  await afterChange(context)
}

async function afterChange({ runtime }: Context): Promise<void> {
  await syncComparisonSchedules(runtime)
  runtime.changes.publish({ about: 'comparisons' })
}
