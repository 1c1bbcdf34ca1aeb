import { and, asc, eq, isNull } from 'drizzle-orm'
import type { PolicyDefinition } from '#lib/api/policy-definition.ts'
import type { RepositoryDoubt } from '#lib/api/policy-preview.ts'
import { globFilter } from '#lib/engines/names/glob.ts'
import type { ConnectedRegistry } from '../registries/directory.ts'
import type { Runtime } from '../runtime.ts'
import { repositories } from '../store/schema.ts'

export interface ScopedRepository {
  readonly name: string
  /** Why nothing may be decided in it; null: nothing known speaks against it. */
  readonly doubt: RepositoryDoubt | null
}

export interface ScopedRegistry {
  readonly registry: ConnectedRegistry
  readonly repositories: readonly ScopedRepository[]
}

const dayMs = 24 * 60 * 60_000

/** The repositories that a policy is about, of the registries that there are, by name. */
export async function readScope(
  runtime: Runtime,
  { registries, repositories: globs }: Pick<PolicyDefinition, 'registries' | 'repositories'>,
  now: number,
): Promise<ScopedRegistry[]> {
  const isRegistry = globFilter(registries)
  const isRepository = globFilter(globs)
  const scope: ScopedRegistry[] = []
  for (const registry of await runtime.registries.list()) {
    const { id, readOnly, syncEveryMs } = registry.settings
    if (!isRegistry(id)) continue
    const rows = await runtime.store.db
      .select({
        name: repositories.name,
        syncedAt: repositories.syncedAt,
        syncProblem: repositories.syncProblem,
        tagsProblem: repositories.tagsProblem,
      })
      .from(repositories)
      .where(and(eq(repositories.registryId, id), isNull(repositories.missingSince)))
      .orderBy(asc(repositories.name))
    // What a walk found counts for a day, or for two walks where those come less often.
    const oldest = now - Math.max(dayMs, 2 * (syncEveryMs ?? 0))
    const doubtOf = (row: (typeof rows)[number]): RepositoryDoubt | null => {
      if (readOnly) return 'read_only'
      if (row.syncedAt === null) return 'never_walked'
      if (row.syncProblem !== null || row.tagsProblem !== null) return 'walk_failed'
      return row.syncedAt.getTime() < oldest ? 'walked_long_ago' : null
    }
    scope.push({
      registry,
      repositories: rows
        .filter(({ name }) => isRepository(name))
        .map((row) => ({ name: row.name, doubt: doubtOf(row) })),
    })
  }
  return scope
}
