import { asc } from 'drizzle-orm'
import { type ProtectedBy, type ProtectionRule, protectedByRules } from '#lib/engines/retention/protection.ts'
import type { Context } from '../context.ts'
import { ApiError } from '../problem.ts'
import type { Runtime } from '../runtime.ts'
import { protections } from '../store/schema.ts'

/** The rules of the configuration file, then those that administrators added. */
export async function readProtectionRules({ config, store }: Runtime): Promise<ProtectionRule[]> {
  const stored = await store.db
    .select()
    .from(protections)
    .orderBy(asc(protections.createdAt), asc(protections.id))
  return [...(config.protect ?? []), ...stored]
}

/**
 * The rule, as text, that protects a tag; null where none does. Ask once and use it for as long as one plan takes: rules
 * may be changed at any time.
 */
export const readProtectedBy = async (runtime: Runtime): Promise<ProtectedBy> =>
  protectedByRules(await readProtectionRules(runtime))

/** The same, for what this caller may not delete: administrators may pass, but no policy that one of them runs. */
export async function readProtectedFrom(
  { runtime, actor }: Context,
  { isPolicy = false }: { readonly isPolicy?: boolean } = {},
): Promise<ProtectedBy> {
  if (actor.role === 'administrator' && !isPolicy) return () => null
  return readProtectedBy(runtime)
}

/** Throws `tag_protected` where a rule keeps this caller from deleting the tag. */
export async function requireUnprotected(
  context: Context,
  registry: string,
  repository: string,
  tag: string,
): Promise<void> {
  const rule = (await readProtectedFrom(context))(registry, repository, tag)
  if (rule !== null)
    throw new ApiError(
      'tag_protected',
      `The rule “${rule}” protects this tag: only an administrator may delete it.`,
    )
}
