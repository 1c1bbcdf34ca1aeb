import { and, eq, inArray, sql } from 'drizzle-orm'
import type { CopyPlanItem } from '#lib/api/copy-plan.ts'
import type { MirrorDefinition } from '#lib/api/mirror-definition.ts'
import type { Context } from '../context.ts'
import type { CopyPair } from '../copy/prepare-item.ts'
import { failureOf, isCancelled } from '../index/failure.ts'
import { readTagNames } from '../index/tag-names.ts'
import type { Runtime } from '../runtime.ts'
import { mirrorTags } from '../store/schema.ts'
import type { MirroredRepository } from './read-scope.ts'

export interface VanishedTag {
  readonly repository: string
  readonly tag: string
  /** On which the mirror put it: on another one it is somebody else's by now, and stays. */
  readonly digest: string
}

/**
 * Tags that the mirror brought, that the target still has, and that the source does not list any more. A repository that
 * could not be read, in the source or the target, has none: nobody knows.
 */
export async function findVanished(
  { runtime, signal }: Context,
  id: string,
  { from, to }: MirrorDefinition,
  read: readonly MirroredRepository[],
): Promise<VanishedTag[]> {
  if (read.length === 0) return []
  const byName = new Map(read.map((repository) => [repository.name, repository]))
  const rows = await runtime.store.db
    .select()
    .from(mirrorTags)
    .where(
      and(
        eq(mirrorTags.mirrorId, id),
        eq(mirrorTags.toRegistry, to.registry),
        eq(mirrorTags.fromRegistry, from.registry),
        inArray(mirrorTags.fromRepository, [...byName.keys()]),
      ),
    )
    .orderBy(mirrorTags.toRepository, mirrorTags.tag)
  const gone = rows.filter(({ fromRepository, toRepository, tag }) => {
    const repository = byName.get(fromRepository)
    return repository !== undefined && repository.target === toRepository && !repository.names.has(tag)
  })
  if (gone.length === 0) return []
  const registry = await runtime.registries.get(to.registry)
  const vanished: VanishedTag[] = []
  for (const [repository, tags] of Map.groupBy(gone, ({ toRepository }) => toRepository)) {
    const place = { runtime, registry, repository, call: { signal } }
    const there = await readTagNames(place).catch((error) => {
      if (isCancelled(error)) throw error
      // Of a repository that is gone nothing is left to delete; of one that can't be read nothing is known.
      failureOf(error)
      return { repository, names: [] }
    })
    const names = new Set(there.names)
    vanished.push(
      ...tags.filter(({ tag }) => names.has(tag)).map(({ tag, digest }) => ({ repository, tag, digest })),
    )
  }
  return vanished
}

const rowsAtOnce = 2_000

/** Writes down what is about to be brought, so that it is known to be the mirror's when it vanishes. */
export async function rememberBrought(
  { store }: Pick<Runtime, 'store'>,
  mirrorId: string,
  pairs: readonly CopyPair[],
  items: readonly CopyPlanItem[],
): Promise<void> {
  const rows = items.flatMap(({ position, action, digest }) => {
    const pair = pairs[position]
    if (action !== 'copy' || digest === null || !pair || pair.to.tag === null) return []
    const { from, to } = pair
    return [
      {
        mirrorId,
        toRegistry: to.registry,
        toRepository: to.repository,
        tag: pair.to.tag,
        fromRegistry: from.registry,
        fromRepository: from.repository,
        digest,
      },
    ]
  })
  for (let at = 0; at < rows.length; at += rowsAtOnce)
    await store.db
      .insert(mirrorTags)
      .values(rows.slice(at, at + rowsAtOnce))
      .onConflictDoUpdate({
        target: [mirrorTags.mirrorId, mirrorTags.toRegistry, mirrorTags.toRepository, mirrorTags.tag],
        set: {
          digest: sql`excluded.digest`,
          fromRegistry: sql`excluded.from_registry`,
          fromRepository: sql`excluded.from_repository`,
        },
      })
}
