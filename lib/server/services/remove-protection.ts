import { eq } from 'drizzle-orm'
import { z } from 'zod'
import type { ParamsOf } from '#lib/api/endpoint.ts'
import type { removeProtection as endpoint } from '#lib/api/protections.ts'
import { protectionText } from '#lib/engines/retention/protection.ts'
import type { Context } from '../context.ts'
import { startAudit } from '../index/audit-trail.ts'
import { ApiError } from '../problem.ts'
import { protections } from '../store/schema.ts'

/** Throws `protection_not_found`, or `protection_is_configured_by_file`. */
export async function removeProtection(context: Context, { id }: ParamsOf<typeof endpoint>): Promise<null> {
  const { db } = context.runtime.store
  if (/^file-\d+$/.test(id))
    throw new ApiError(
      'protection_is_configured_by_file',
      'This protection stands in the configuration file.',
    )
  const [rule] = z.uuid().safeParse(id).success
    ? await db.select().from(protections).where(eq(protections.id, id))
    : []
  if (!rule) throw new ApiError('protection_not_found', 'There is no such protection.')
  const trail = await startAudit(context, { action: 'protection.remove', detail: protectionText(rule) })
  await db.delete(protections).where(eq(protections.id, id))
  await trail.succeeded()
  context.runtime.changes.publish({ about: 'policies' })
  return null
}
