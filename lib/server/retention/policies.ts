import { asc, eq } from 'drizzle-orm'
import type { PolicyDefinition } from '#lib/api/policy-definition.ts'
import type { Context } from '../context.ts'
import { ApiError } from '../problem.ts'
import type { Runtime } from '../runtime.ts'
import { policies } from '../store/schema.ts'

export interface KnownPolicy {
  readonly id: string
  readonly definition: PolicyDefinition
  /** null: it stands in the configuration file. */
  readonly stored: typeof policies.$inferSelect | null
}

const fromFile = ({ config }: Runtime): KnownPolicy[] =>
  config.policies.map(({ id, definition }) => ({ id, definition, stored: null }))

const fromStore = (row: typeof policies.$inferSelect): KnownPolicy => ({
  id: row.id,
  definition: row.definition,
  stored: row,
})

/** Those of the configuration file first; one in the store of the same id is hidden by it. */
export async function readPolicies(runtime: Runtime): Promise<KnownPolicy[]> {
  const rows = await runtime.store.db
    .select()
    .from(policies)
    .orderBy(asc(policies.createdAt), asc(policies.id))
  const configured = fromFile(runtime)
  const taken = new Set(configured.map(({ id }) => id))
  return [...configured, ...rows.filter(({ id }) => !taken.has(id)).map(fromStore)]
}

/** null where there is none. */
export async function findPolicy(runtime: Runtime, id: string): Promise<KnownPolicy | null> {
  const configured = fromFile(runtime).find((policy) => policy.id === id)
  if (configured) return configured
  const [row] = await runtime.store.db.select().from(policies).where(eq(policies.id, id))
  return row ? fromStore(row) : null
}

/** Throws `policy_not_found`. */
export async function requirePolicy({ runtime }: Pick<Context, 'runtime'>, id: string): Promise<KnownPolicy> {
  const found = await findPolicy(runtime, id)
  if (!found) throw new ApiError('policy_not_found', `There is no policy “${id}”.`)
  return found
}

/** Throws `policy_not_found`, or `policy_is_configured_by_file`. */
export async function requireStoredPolicy(context: Pick<Context, 'runtime'>, id: string) {
  const { stored } = await requirePolicy(context, id)
  if (stored) return stored
  throw new ApiError('policy_is_configured_by_file', 'This policy stands in the configuration file.')
}
