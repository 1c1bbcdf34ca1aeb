import { and, asc, eq, isNull } from 'drizzle-orm'
import pLimit from 'p-limit'
import { RepositoryName } from '#lib/api/deletions.ts'
import type { MirrorDefinition } from '#lib/api/mirror-definition.ts'
import { isReferrerTag } from '#lib/engines/manifest/kind.ts'
import { globFilter } from '#lib/engines/names/glob.ts'
import { versionFilter } from '#lib/engines/names/name-filter.ts'
import type { Context } from '../context.ts'
import { refreshCatalog } from '../index/catalog.ts'
import { failureOf, isCancelled } from '../index/failure.ts'
import { readTagNames } from '../index/tag-names.ts'
import { repositories } from '../store/schema.ts'

/** Repositories whose tags are listed at once. */
const atOnce = 4

export interface MirroredRepository {
  readonly name: string
  /** Under which it arrives. */
  readonly target: string
  /** All tags of the source as it lists them now. */
  readonly names: ReadonlySet<string>
  /** Those that the mirror is about. */
  readonly tags: readonly string[]
}

export interface UnreadRepository {
  readonly repository: string
  readonly code: string
  readonly detail: string
}

/**
 * The repositories that a mirror is about, their tags as the source lists them now. Of one that can't be read nothing is
 * known, and nothing is done. Throws `registry_not_found`.
 */
export async function readMirrorScope(
  { runtime, signal }: Context,
  { from, to, tags: selection }: MirrorDefinition,
): Promise<{ readonly read: readonly MirroredRepository[]; readonly unread: readonly UnreadRepository[] }> {
  const registry = await runtime.registries.get(from.registry)
  const isTag = tagFilter(selection)
  const call = { signal }
  const unread: UnreadRepository[] = []
  const readOne = async (name: string): Promise<MirroredRepository | null> => {
    const target = targetName(name, to)
    if (!RepositoryName.safeParse(target).success) {
      unread.push({ repository: name, code: 'invalid_name', detail: `“${target}” is no repository name.` })
      return null
    }
    try {
      const { names } = await readTagNames({ runtime, registry, repository: name, call })
      const tags = names.filter((tag) => !isReferrerTag(tag) && isTag(tag)).toSorted()
      return { name, target, names: new Set(names), tags }
    } catch (error) {
      if (isCancelled(error)) throw error
      const { code, detail } = failureOf(error)
      unread.push({ repository: name, code, detail })
      return null
    }
  }
  const limit = pLimit(atOnce)
  // A repository that nobody has seen yet is to come as well; without a catalog the known ones are the list.
  await refreshCatalog(runtime, registry, call).catch((error) => {
    if (isCancelled(error)) throw error
  })
  const names = await matchingNames({ runtime }, from)
  const read = await Promise.all(names.map((name) => limit(() => readOne(name))))
  return { read: read.filter((one) => one !== null), unread }
}

export const targetName = (
  name: string,
  { prefix, strip }: Pick<MirrorDefinition['to'], 'prefix' | 'strip'>,
) => `${prefix}${name.startsWith(strip) ? name.slice(strip.length) : name}`

function tagFilter({ patterns, except, semver }: MirrorDefinition['tags']): (tag: string) => boolean {
  const isWanted = patterns ? globFilter(patterns) : () => true
  const isExcepted = except ? globFilter(except) : () => false
  const isVersion = semver === undefined ? () => true : versionFilter(semver)
  return (tag) => isWanted(tag) && !isExcepted(tag) && isVersion(tag)
}

/** Those of the index, and names that are written out: a registry without a catalog may have what nobody has opened. */
async function matchingNames(
  { runtime }: Pick<Context, 'runtime'>,
  { registry, repositories: globs }: MirrorDefinition['from'],
): Promise<string[]> {
  const rows = await runtime.store.db
    .select({ name: repositories.name })
    .from(repositories)
    .where(and(eq(repositories.registryId, registry), isNull(repositories.missingSince)))
    .orderBy(asc(repositories.name))
  const isWanted = globFilter(globs)
  const literal = globs.filter((glob) => !/[*?]/.test(glob))
  return [...new Set([...rows.map(({ name }) => name).filter(isWanted), ...literal])]
}
