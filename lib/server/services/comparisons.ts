import { sql } from 'drizzle-orm'
import type { ComparisonCheck } from '#lib/api/comparison-check.ts'
import { ComparisonDefinition } from '#lib/api/comparison-definition.ts'
import type {
  addComparison as adding,
  changeComparison as changing,
  getComparison as getting,
  listComparisons as listing,
  listComparisonChecks as listingChecks,
  SavedComparison,
} from '#lib/api/comparisons.ts'
import type { BodyOf, ParamsOf, QueryOf, ResponseOf } from '#lib/api/endpoint.ts'
import { requestCheck } from '../comparisons/check-job.ts'
import { presentCheck, readChecks } from '../comparisons/checks.ts'
import { readComparisons, requireComparison, requireStoredComparison } from '../comparisons/comparisons.ts'
import { presentSaved } from '../comparisons/present-saved.ts'
import {
  deleteComparison,
  insertComparison,
  requireSoundComparison,
  updateComparison,
} from '../comparisons/save-comparisons.ts'
import type { Context } from '../context.ts'
import { comparisonChecks } from '../store/schema.ts'
import { decodeTimeCursor, encodeTimeCursor } from './time-cursor.ts'

type Params = ParamsOf<typeof getting>

/** Those of the configuration file first, then in the order in which they were saved. */
export async function listComparisons({ runtime }: Context): Promise<ResponseOf<typeof listing>> {
  return { items: await presentSaved(runtime, await readComparisons(runtime)) }
}

/** Throws `comparison_not_found`. */
export async function getComparison(context: Context, { id }: Params): Promise<SavedComparison> {
  const [saved] = await presentSaved(context.runtime, [await requireComparison(context, id)])
  if (!saved) throw new Error('a saved comparison was not presented')
  return saved
}

/** Throws `conflict` for an id in use, and `invalid_request` for a filter or a schedule that mean nothing. */
export async function addComparison(
  context: Context,
  { id, ...definition }: BodyOf<typeof adding>,
): Promise<SavedComparison> {
  await requireSoundComparison(definition)
  await insertComparison(context, { id, definition })
  return getComparison(context, { id })
}

/** Throws `comparison_is_configured_by_file`, and `conflict` where it is not the version that the caller names. */
export async function changeComparison(
  context: Context,
  { id }: Params,
  { version, ...patch }: BodyOf<typeof changing>,
): Promise<SavedComparison> {
  const stored = await requireStoredComparison(context, id)
  const definition = ComparisonDefinition.parse({ ...stored.definition, ...patch })
  await requireSoundComparison(definition)
  await updateComparison(context, { id, definition }, version ?? stored.version)
  return getComparison(context, { id })
}

/** Throws `comparison_is_configured_by_file`. */
export async function removeComparison(context: Context, { id }: Params): Promise<null> {
  await requireStoredComparison(context, id)
  await deleteComparison(context, id)
  return null
}

/** Begins a check as a job. Throws `comparison_not_found`, and `conflict` while another one is under way. */
export const checkComparison = async (context: Context, { id }: Params): Promise<ComparisonCheck> =>
  requestCheck(context, await requireComparison(context, id))

/** The newest first. Throws `comparison_not_found`. */
export async function listComparisonChecks(
  context: Context,
  { id }: Params,
  { limit, cursor }: QueryOf<typeof listingChecks>,
): Promise<ResponseOf<typeof listingChecks>> {
  const { runtime } = context
  await requireComparison(context, id)
  const after = decodeTimeCursor(cursor)
  const beyond = after
    ? sql`(${comparisonChecks.startedAt}, ${comparisonChecks.id}) < (${after.at.toISOString()}::timestamptz, ${after.id}::uuid)`
    : undefined
  const checks = await readChecks(runtime, id, limit + 1, beyond)
  const items = checks.slice(0, limit)
  const last = items.at(-1)
  return {
    items: items.map(presentCheck),
    nextCursor: checks.length > limit && last ? encodeTimeCursor({ at: last.startedAt, id: last.id }) : null,
    total: await runtime.store.db.$count(comparisonChecks, sql`${comparisonChecks.comparisonId} = ${id}`),
    freshness: { asOf: new Date().toISOString(), state: 'fresh', problem: null },
  }
}
