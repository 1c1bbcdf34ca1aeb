import { count } from 'drizzle-orm'
import type { BodyOf } from '#lib/api/endpoint.ts'
import type { addProtection as endpoint, Protection } from '#lib/api/protections.ts'
import { protectionText } from '#lib/engines/retention/protection.ts'
import type { Context } from '../context.ts'
import { startAudit } from '../index/audit-trail.ts'
import { storable } from '../index/storable.ts'
import { ApiError } from '../problem.ts'
import { protections } from '../store/schema.ts'
import { presentProtection } from './list-protections.ts'

/** Each deletion asks all of them about each tag. */
const maxProtections = 1_000

export async function addProtection(context: Context, body: BodyOf<typeof endpoint>): Promise<Protection> {
  const { runtime, actor } = context
  const rule = storable(body)
  const [stored] = await runtime.store.db.select({ count: count() }).from(protections)
  if ((stored?.count ?? 0) >= maxProtections)
    throw new ApiError('conflict', `There are ${maxProtections} protections: remove some, or join them.`)
  const trail = await startAudit(context, { action: 'protection.add', detail: protectionText(rule) })
  const [row] = await runtime.store.db
    .insert(protections)
    .values({ ...rule, createdBy: actor.username })
    .returning()
  if (!row) throw new Error('a protection was not stored')
  await trail.succeeded()
  runtime.changes.publish({ about: 'policies' })
  return presentProtection(row)
}
