import { asc, eq } from 'drizzle-orm'
import type { MirrorDefinition } from '#lib/api/mirror-definition.ts'
import type { Context } from '../context.ts'
import { ApiError } from '../problem.ts'
import type { Runtime } from '../runtime.ts'
import { mirrors } from '../store/schema.ts'

export interface KnownMirror {
  readonly id: string
  readonly definition: MirrorDefinition
  /** null: it stands in the configuration file. */
  readonly stored: typeof mirrors.$inferSelect | null
}

const fromFile = ({ config }: Runtime): KnownMirror[] =>
  config.mirrors.map(({ id, definition }) => ({ id, definition, stored: null }))

const fromStore = (row: typeof mirrors.$inferSelect): KnownMirror => ({
  id: row.id,
  definition: row.definition,
  stored: row,
})

/** Those of the configuration file first; one in the store of the same id is hidden by it. */
export async function readMirrors(runtime: Runtime): Promise<KnownMirror[]> {
  const rows = await runtime.store.db.select().from(mirrors).orderBy(asc(mirrors.createdAt), asc(mirrors.id))
  const configured = fromFile(runtime)
  const taken = new Set(configured.map(({ id }) => id))
  return [...configured, ...rows.filter(({ id }) => !taken.has(id)).map(fromStore)]
}

/** null where there is none. */
export async function findMirror(runtime: Runtime, id: string): Promise<KnownMirror | null> {
  const configured = fromFile(runtime).find((mirror) => mirror.id === id)
  if (configured) return configured
  const [row] = await runtime.store.db.select().from(mirrors).where(eq(mirrors.id, id))
  return row ? fromStore(row) : null
}

/** Throws `mirror_not_found`. */
export async function requireMirror({ runtime }: Pick<Context, 'runtime'>, id: string): Promise<KnownMirror> {
  const found = await findMirror(runtime, id)
  if (!found) throw new ApiError('mirror_not_found', `There is no mirror “${id}”.`)
  return found
}

/** Throws `mirror_not_found`, or `mirror_is_configured_by_file`. */
export async function requireStoredMirror(context: Pick<Context, 'runtime'>, id: string) {
  const { stored } = await requireMirror(context, id)
  if (stored) return stored
  throw new ApiError('mirror_is_configured_by_file', 'This mirror stands in the configuration file.')
}
