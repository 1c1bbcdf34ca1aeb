import { setTimeout as sleep } from 'node:timers/promises'
import pLimit from 'p-limit'
import type { CompareTarget } from '#lib/api/compare.ts'
import { namespaceOf } from '#lib/api/names.ts'
import { readSideTags, type TagFilter } from '../compare/side-tags.ts'
import type { Context } from '../context.ts'
import { refreshCatalog } from '../index/catalog.ts'
import type { ComparedSideTag } from '../index/compared-tags.ts'
import { failureOf, isCancelled } from '../index/failure.ts'
import { lookUpAll } from '../index/look-up-all.ts'
import type { Place, RegistryPlace } from '../index/place.ts'
import { grantRespite } from '../index/respite.ts'
import { summariseRepositories } from '../index/summarise-repository.ts'
import { publishTags, rereadTagList } from '../index/tag-list.ts'
import { ApiError } from '../problem.ts'
import { openBelow } from '../services/open-target.ts'
import { rateLimitPauseOf } from '../sync/rate-limit-pause.ts'

/** Repositories whose tags are listed at once. */
const listsAtOnce = 4
/** A tag that could not be read is tried once more, for what was only a hiccup. */
const tries = 2

/** Whether what is known of a tag is no answer for a check that began then. */
export const isUnread = ({ isUnknown, problem, checkedAt }: ComparedSideTag, since: Date): boolean =>
  isUnknown || problem !== null || checkedAt === null || checkedAt < since

/**
 * Has the index know of one side what its registry says now: which repositories and tags there are, and where each tag points
 * that is compared. As a walk does it, behind those who wait in front of a screen and within the registry's budget. Throws why
 * the side as a whole can't be read; of a tag that can't be read alone the index keeps the reason.
 */
export async function readSideAnew(
  { runtime, signal }: Context,
  { registry: id, repository }: CompareTarget,
  filter: TagFilter,
  since: Date,
): Promise<void> {
  const registry = await runtime.registries.get(id)
  const place: RegistryPlace = { runtime, registry, call: { priority: 'background', signal } }
  const namespace = namespaceOf(repository)
  const repositories = namespace === null ? [repository] : await namesBelow(place, namespace, signal)
  await readLists(place, repositories, signal)
  const readTags = () => readSideTags(runtime, { registry: id, repositories, namespace }, filter)
  for (let attempt = 0; attempt < tries; attempt++) {
    const due = (await readTags()).filter((tag) => isUnread(tag, since))
    if (due.length === 0) break
    const changed = new Set<string>()
    await patiently(signal, async () => {
      // After a pause those that were read before it are not read again.
      const left = (await readTags()).filter((tag) => isUnread(tag, since))
      const isDue = () => true
      await lookUpAll(place, left, isDue, (batch) => {
        for (const name of batch.changed) changed.add(name)
      }).catch((error) => {
        grantRespite(registry, error)
        throw error
      })
    })
    await summariseRepositories(place, [...changed])
    for (const name of changed) publishTags({ ...place, repository: name })
  }
}

async function namesBelow(place: RegistryPlace, namespace: string, signal: AbortSignal): Promise<string[]> {
  const { runtime, registry, call } = place
  // One that nobody has seen yet is compared as well; without a catalog the known ones are the list.
  await patiently(signal, () => refreshCatalog(runtime, registry, call))
  const opened = await openBelow({ runtime }, registry.settings.id, namespace)
  return opened.map((one) => one.place.repository)
}

/** Throws the first list that can't be read. The rest is left alone then: without it nothing can be said of the side. */
async function readLists(
  place: RegistryPlace,
  repositories: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  const limit = pLimit(listsAtOnce)
  let isGivenUp = false
  const readOne = async (repository: string) => {
    if (isGivenUp) return
    await readNames({ ...place, repository }, signal).catch((error) => {
      isGivenUp = true
      throw error
    })
  }
  await Promise.all(repositories.map((repository) => limit(() => readOne(repository))))
}

/** A list that is not there is an answer, which the comparison tells as it always does. */
async function readNames(place: Place, signal: AbortSignal): Promise<void> {
  try {
    await patiently(signal, () => rereadTagList(place))
  } catch (error) {
    const { code, detail } = failureOf(error)
    if (code === 'not_found' || code === 'repository_not_found') return
    if (signal.aborted || isCancelled(error)) throw error
    throw new ApiError(code, detail)
  }
}

/** Does something again when the registry limits our requests, once it wants to be asked again. */
async function patiently<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  for (let pauses = 0; ; pauses++) {
    try {
      return await work()
    } catch (error) {
      const pauseMs = rateLimitPauseOf(error, pauses)
      if (pauseMs === null) throw error
      await sleep(pauseMs, undefined, { signal })
    }
  }
}
