import { asc, eq } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { ApiError } from '../problem.ts'
import type { Runtime } from '../runtime.ts'
import type { AutomationDefinition, AutomationKind, Known, Stored } from './kind.ts'

type KindOf<Definition extends AutomationDefinition> = Pick<
  // biome-ignore lint/suspicious/noExplicitAny: only definitions matter here.
  AutomationKind<Definition, any, any>,
  'one' | 'table' | 'configured'
>

const fromFile = <D extends AutomationDefinition>(kind: KindOf<D>, { config }: Runtime): Known<D>[] =>
  kind.configured(config).map(({ id, definition }) => ({ id, definition, stored: null }))

const fromStore = <D extends AutomationDefinition>(row: Stored<AutomationDefinition>): Known<D> => {
  const stored = row as Stored<D>
  return { id: stored.id, definition: stored.definition, stored }
}

/** Those of the configuration file first; one in the store of the same id is hidden by it. */
export async function readAutomations<D extends AutomationDefinition>(
  kind: KindOf<D>,
  runtime: Runtime,
): Promise<Known<D>[]> {
  const { table } = kind
  const rows = await runtime.store.db.select().from(table).orderBy(asc(table.createdAt), asc(table.id))
  const configured = fromFile(kind, runtime)
  const taken = new Set(configured.map(({ id }) => id))
  return [...configured, ...rows.filter(({ id }) => !taken.has(id)).map((row) => fromStore<D>(row))]
}

/** null where there is none. */
export async function findAutomation<D extends AutomationDefinition>(
  kind: KindOf<D>,
  runtime: Runtime,
  id: string,
): Promise<Known<D> | null> {
  const configured = fromFile(kind, runtime).find((one) => one.id === id)
  if (configured) return configured
  const [row] = await runtime.store.db.select().from(kind.table).where(eq(kind.table.id, id))
  return row ? fromStore<D>(row) : null
}

/** Throws `policy_not_found` or `mirror_not_found`. */
export async function requireAutomation<D extends AutomationDefinition>(
  kind: KindOf<D>,
  { runtime }: Pick<Context, 'runtime'>,
  id: string,
): Promise<Known<D>> {
  const found = await findAutomation(kind, runtime, id)
  if (!found) throw new ApiError(`${kind.one}_not_found`, `There is no ${kind.one} “${id}”.`)
  return found
}

/** Throws as `requireAutomation` does, and `…_is_configured_by_file`. */
export async function requireStored<D extends AutomationDefinition>(
  kind: KindOf<D>,
  context: Pick<Context, 'runtime'>,
  id: string,
): Promise<Stored<D>> {
  const { stored } = await requireAutomation(kind, context, id)
  if (stored) return stored
  throw new ApiError(
    `${kind.one}_is_configured_by_file`,
    `This ${kind.one} stands in the configuration file.`,
  )
}
