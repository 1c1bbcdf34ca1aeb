import { and, count, eq, sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { startAudit } from '../index/audit-trail.ts'
import { storable } from '../index/storable.ts'
import { ApiError } from '../problem.ts'
import type { AnyKind, AutomationDefinition, AutomationKind, Named } from './kind.ts'
import { findAutomation } from './known.ts'
import { syncSchedules } from './schedules.ts'

/** Each is read for every list. */
const most = 500

/** Throws `invalid_request` with every pattern that is none, and with what is wrong with the schedule. */
export async function requireSound<D extends AutomationDefinition>(
  // biome-ignore lint/suspicious/noExplicitAny: only definitions matter here.
  { one, mistakesOf }: Pick<AutomationKind<D, any, any>, 'one' | 'mistakesOf'>,
  definition: D,
  part = 'body',
): Promise<void> {
  const mistakes = await mistakesOf(definition)
  if (mistakes.length === 0) return
  throw new ApiError('invalid_request', `Something in the ${one} means nothing.`, {
    issues: mistakes.slice(0, 20).map(({ path, message }) => ({ path: [part, ...path].join('.'), message })),
  })
}

/** Throws `conflict` where the id is in use. */
export async function insertAutomation<D extends AutomationDefinition>(
  kind: AnyKind,
  context: Context,
  { id, definition }: Named<D>,
): Promise<void> {
  const { db } = context.runtime.store
  const { one, many, table } = kind
  const inUse = () => new ApiError('conflict', `The id “${id}” is in use by another ${one}.`)
  if (await findAutomation(kind, context.runtime, id)) throw inUse()
  const [stored] = await db.select({ count: count() }).from(table)
  if ((stored?.count ?? 0) >= most) throw new ApiError('conflict', `There are ${most} ${many}.`)
  const trail = await startAudit(context, { action: `${one}.add`, ...kind.auditOf(id, definition.name) })
  const by = context.actor.username
  const added = await db
    .insert(table)
    .values({ id, definition: storable(definition), createdBy: by, updatedBy: by })
    .onConflictDoNothing()
    .returning({ id: table.id })
  if (added.length === 0) {
    await trail.failed({ detail: 'conflict' })
    throw inUse()
  }
  await trail.succeeded()
  await afterChange(kind, context)
}

/** Throws `conflict` where somebody has changed it since it was that version. */
export async function updateAutomation<D extends AutomationDefinition>(
  kind: AnyKind,
  context: Context,
  { id, definition }: Named<D>,
  version: number,
): Promise<void> {
  const { one, table } = kind
  const trail = await startAudit(context, { action: `${one}.change`, ...kind.auditOf(id, definition.name) })
  const changed = await context.runtime.store.db
    .update(table)
    .set({
      definition: storable(definition),
      version: sql`${table.version} + 1`,
      updatedBy: context.actor.username,
      updatedAt: sql`now()`,
    })
    .where(and(eq(table.id, id), eq(table.version, version)))
    .returning({ id: table.id })
  if (changed.length === 0) {
    await trail.failed({ detail: 'conflict' })
    throw new ApiError('conflict', `Somebody has changed this ${one} since: look at it again.`)
  }
  await trail.succeeded()
  await afterChange(kind, context)
}

export async function deleteAutomation(kind: AnyKind, context: Context, id: string): Promise<void> {
  const trail = await startAudit(context, { action: `${kind.one}.remove`, ...kind.auditOf(id, null) })
  await context.runtime.store.db.delete(kind.table).where(eq(kind.table.id, id))
  await trail.succeeded()
  await afterChange(kind, context)
}

async function afterChange(kind: AnyKind, { runtime }: Context): Promise<void> {
  await syncSchedules(kind, runtime)
  runtime.changes.publish({ about: kind.many })
}
