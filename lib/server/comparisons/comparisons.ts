import { asc, eq } from 'drizzle-orm'
import type { ComparisonDefinition } from '#lib/api/comparison-definition.ts'
import type { Context } from '../context.ts'
import { ApiError } from '../problem.ts'
import type { Runtime } from '../runtime.ts'
import { comparisons } from '../store/schema.ts'

export interface KnownComparison {
  readonly id: string
  readonly definition: ComparisonDefinition
  /** null: it stands in the configuration file. */
  readonly stored: typeof comparisons.$inferSelect | null
}

const fromFile = ({ config }: Runtime): KnownComparison[] =>
  config.comparisons.map(({ id, definition }) => ({ id, definition, stored: null }))

const fromStore = (row: typeof comparisons.$inferSelect): KnownComparison => ({
  id: row.id,
  definition: row.definition,
  stored: row,
})

/** Those of the configuration file first; one in the store of the same id is hidden by it. */
export async function readComparisons(runtime: Runtime): Promise<KnownComparison[]> {
  const rows = await runtime.store.db
    .select()
    .from(comparisons)
    .orderBy(asc(comparisons.createdAt), asc(comparisons.id))
  const configured = fromFile(runtime)
  const taken = new Set(configured.map(({ id }) => id))
  return [...configured, ...rows.filter(({ id }) => !taken.has(id)).map(fromStore)]
}

/** null where there is none. */
export async function findComparison(runtime: Runtime, id: string): Promise<KnownComparison | null> {
  const configured = fromFile(runtime).find((comparison) => comparison.id === id)
  if (configured) return configured
  const [row] = await runtime.store.db.select().from(comparisons).where(eq(comparisons.id, id))
  return row ? fromStore(row) : null
}

/** Throws `comparison_not_found`. */
export async function requireComparison(
  { runtime }: Pick<Context, 'runtime'>,
  id: string,
): Promise<KnownComparison> {
  const found = await findComparison(runtime, id)
  if (!found) throw new ApiError('comparison_not_found', `There is no saved comparison “${id}”.`)
  return found
}

/** Throws `comparison_not_found`, or `comparison_is_configured_by_file`. */
export async function requireStoredComparison(context: Pick<Context, 'runtime'>, id: string) {
  const { stored } = await requireComparison(context, id)
  if (stored) return stored
  throw new ApiError('comparison_is_configured_by_file', 'This comparison stands in the configuration file.')
}
