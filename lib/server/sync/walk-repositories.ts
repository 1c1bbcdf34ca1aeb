import { sql } from 'drizzle-orm'
import pLimit from 'p-limit'
import { concernsWholeRegistry, failureOf, isCancelled } from '../index/failure.ts'
import { lookUpAll } from '../index/look-up-all.ts'
import type { RegistryPlace } from '../index/place.ts'
import { summariseRepositories } from '../index/summarise-repository.ts'
import { publishTags, readOrRecord } from '../index/tag-list.ts'
import { databaseTime, replaceTagNames, type TagNames } from '../index/tag-names.ts'
import { remainingProblem } from './remaining-problem.ts'

const listsAtOnce = 12
/**
 * So many lists are written together, or fewer that have so many names: a liar's millions are not held at once, and a
 * process that is killed has few in hand that must be read again.
 */
const listsToHold = 12
const namesToHold = 2_000

export interface WalkPart {
  readonly walkId: string
  readonly startedAt: Date
  readonly repositories: readonly string[]
  readonly onTags: (count: number) => void
}

/**
 * Reads a part of a registry: the tags of these repositories, where they point, and what nobody has seen before. What was
 * read since the walk began (by a process that died, or for somebody who looked) is not read again. Throws what concerns
 * the registry as a whole.
 */
export async function walkRepositories(place: RegistryPlace, part: WalkPart): Promise<void> {
  const todo = await readTodo(place, part)
  if (todo.length === 0) return
  const changed = new Set<string>()
  const unlisted = todo.filter((row) => !row.isListed).map((row) => row.name)
  for (const name of await listNames(place, unlisted)) changed.add(name)
  const names = todo.map((row) => row.name)
  const isDue = (known: { checkedAt: Date | null } | undefined) =>
    !known?.checkedAt || known.checkedAt < part.startedAt
  await lookUpAll(place, await readUnchecked(place, part, names), isDue, (batch) => {
    part.onTags(batch.count)
    for (const name of batch.changed) changed.add(name)
  })
  await summariseRepositories(place, names)
  await markDone(place, part, names)
  for (const repository of changed) publishTags({ ...place, repository })
}

async function readTodo({ runtime, registry }: RegistryPlace, { walkId, startedAt, repositories }: WalkPart) {
  const { rows } = await runtime.store.db.execute<{ name: string; is_listed: boolean | null }>(sql`
    SELECT name, tags_listed_at >= ${startedAt.toISOString()}::timestamptz AS is_listed FROM repositories
    WHERE registry_id = ${registry.settings.id} AND name = ANY(${sql.param(repositories)}::text[])
      AND walk_id IS DISTINCT FROM ${walkId}
    ORDER BY name`)
  return rows.map((row) => ({ name: row.name, isListed: row.is_listed ?? false }))
}

/** Reads the names of tags of many repositories and writes them together. A list that fails is the trouble of its repository. */
async function listNames(place: RegistryPlace, repositories: readonly string[]): Promise<string[]> {
  const startedAt = await databaseTime(place)
  const limit = pLimit(listsAtOnce)
  const changed: string[] = []
  let held: TagNames[] = []
  let fatal: unknown = null
  const write = async () => {
    const lists = held
    held = []
    if (lists.length > 0) changed.push(...(await replaceTagNames(place, lists, startedAt)))
  }
  await Promise.all(
    repositories.map((repository) =>
      limit(async () => {
        if (fatal) return
        try {
          const list = await readOrRecord({ ...place, repository })
          // Not before the list is there: what is held then is another array.
          held.push(list)
        } catch (error) {
          if (isCancelled(error) || concernsWholeRegistry(failureOf(error))) fatal ??= error
        }
        const names = held.reduce((sum, list) => sum + list.names.length, 0)
        if (held.length >= listsToHold || names >= namesToHold) await write()
      }),
    ),
  )
  await write()
  if (fatal) throw fatal
  return changed
}

async function readUnchecked(
  { runtime, registry }: RegistryPlace,
  { startedAt }: WalkPart,
  names: readonly string[],
) {
  const { rows } = await runtime.store.db.execute<{ repository: string; name: string }>(sql`
    SELECT repository, name FROM tags
    WHERE registry_id = ${registry.settings.id} AND repository = ANY(${sql.param(names)}::text[]) AND gone_at IS NULL
      AND (checked_at IS NULL OR checked_at < ${startedAt.toISOString()}::timestamptz)
    ORDER BY repository, version_key DESC`)
  return rows
}

/** What keeps a repository from being known in full stands with it. */
async function markDone(
  { runtime, registry }: RegistryPlace,
  { walkId }: WalkPart,
  names: readonly string[],
) {
  await runtime.store.db.execute(sql`
    UPDATE repositories r SET walk_id = ${walkId}, synced_at = now(), sync_problem = ${remainingProblem}
    WHERE r.registry_id = ${registry.settings.id} AND r.name = ANY(${sql.param(names)}::text[])`)
}
