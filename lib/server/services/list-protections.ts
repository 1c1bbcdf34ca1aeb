import { asc } from 'drizzle-orm'
import type { ResponseOf } from '#lib/api/endpoint.ts'
import type { listProtections as endpoint, Protection } from '#lib/api/protections.ts'
import { protectionText } from '#lib/engines/retention/protection.ts'
import type { Context } from '../context.ts'
import { protections } from '../store/schema.ts'

/** Those of the configuration file first. */
export async function listProtections({ runtime }: Context): Promise<ResponseOf<typeof endpoint>> {
  const stored = await runtime.store.db
    .select()
    .from(protections)
    .orderBy(asc(protections.createdAt), asc(protections.id))
  const configured = runtime.config.protect.map(
    (rule, i): Protection => ({
      id: `file-${i + 1}`,
      ...rule,
      tags: [...rule.tags],
      rule: protectionText(rule),
      source: 'file',
      createdBy: null,
      createdAt: null,
    }),
  )
  return { items: [...configured, ...stored.map(presentProtection)] }
}

export const presentProtection = (row: typeof protections.$inferSelect): Protection => ({
  ...row,
  rule: protectionText(row),
  source: 'store',
  createdAt: row.createdAt.toISOString(),
})
