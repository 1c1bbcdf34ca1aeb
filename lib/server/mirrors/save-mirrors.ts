import { eq, sql } from 'drizzle-orm'
import type { MirrorDefinition } from '#lib/api/mirror-definition.ts'
import type { Context } from '../context.ts'
import { startAudit } from '../index/audit-trail.ts'
import { storable } from '../index/storable.ts'
import { ApiError } from '../problem.ts'
import { mirrors } from '../store/schema.ts'
import { mirrorMistakes } from './mirror-mistakes.ts'
import { findMirror } from './mirrors.ts'
import { syncMirrorSchedules } from './schedules.ts'

/** Each is read for every list. */
const maxMirrors = 500

interface NamedMirror {
  readonly id: string
  readonly definition: MirrorDefinition
}

/** Throws `invalid_request` with what is wrong with range and schedule. */
export async function requireSoundMirror(definition: MirrorDefinition, part = 'body'): Promise<void> {
  const mistakes = await mirrorMistakes(definition)
  if (mistakes.length === 0) return
  throw new ApiError('invalid_request', 'Something in the mirror means nothing.', {
    issues: mistakes.map(({ path, message }) => ({ path: [part, ...path].join('.'), message })),
  })
}

/** Throws `conflict` where the id is in use. */
export async function insertMirror(context: Context, { id, definition }: NamedMirror): Promise<void> {
  const { runtime, actor } = context
  const inUse = () => new ApiError('conflict', `The id “${id}” is in use by another mirror.`)
  if (await findMirror(runtime, id)) throw inUse()
  const { rows } = await runtime.store.db.execute<{ count: number }>(
    sql`SELECT count(*)::int AS count FROM mirrors`,
  )
  if ((rows[0]?.count ?? 0) >= maxMirrors) throw new ApiError('conflict', `There are ${maxMirrors} mirrors.`)
  const trail = await startAudit(context, { action: 'mirror.add', detail: `${id}: ${definition.name}` })
  const added = await runtime.store.db
    .insert(mirrors)
    .values({ id, definition: storable(definition), createdBy: actor.username, updatedBy: actor.username })
    .onConflictDoNothing()
    .returning({ id: mirrors.id })
  if (added.length === 0) {
    await trail.failed({ detail: 'conflict' })
    throw inUse()
  }
  await trail.succeeded()
  await afterChange(context)
}

/** Throws `conflict` where somebody has changed it since it was that version. */
export async function updateMirror(
  context: Context,
  { id, definition }: NamedMirror,
  version: number,
): Promise<void> {
  const { runtime, actor } = context
  const trail = await startAudit(context, { action: 'mirror.change', detail: `${id}: ${definition.name}` })
  const changed = await runtime.store.db
    .update(mirrors)
    .set({
      definition: storable(definition),
      version: sql`${mirrors.version} + 1`,
      updatedBy: actor.username,
      updatedAt: sql`now()`,
    })
    .where(sql`${mirrors.id} = ${id} AND ${mirrors.version} = ${version}`)
    .returning({ id: mirrors.id })
  if (changed.length === 0) {
    await trail.failed({ detail: 'conflict' })
    throw new ApiError('conflict', 'Somebody has changed this mirror since: look at it again.')
  }
  await trail.succeeded()
  await afterChange(context)
}

export async function deleteMirror(context: Context, id: string): Promise<void> {
  const trail = await startAudit(context, { action: 'mirror.remove', detail: id })
  await context.runtime.store.db.delete(mirrors).where(eq(mirrors.id, id))
  await trail.succeeded()
  await afterChange(context)
}

async function afterChange({ runtime }: Context): Promise<void> {
  await syncMirrorSchedules(runtime)
  runtime.changes.publish({ about: 'mirrors' })
}
