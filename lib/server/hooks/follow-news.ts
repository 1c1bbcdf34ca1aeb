import pLimit from 'p-limit'
import { isRegistryError } from '#lib/registry/error.ts'
import { learnManifest } from '../index/learn-manifest.ts'
import type { Place } from '../index/place.ts'
import { readRepositoryRow } from '../index/repository-page.ts'
import { resolveTags } from '../index/resolve-tags.ts'
import { summariseRepository } from '../index/summarise-repository.ts'
import { rereadTagList } from '../index/tag-list.ts'
import { addTag } from '../index/tag-pointer.ts'
import { tellTags } from '../index/tell.ts'
import { keepTimes } from './keep-news.ts'
import type { News } from './notification.ts'

/** Above this many pushed tags one list is cheaper than each by itself. */
const mostOneByOne = 20
const atOnce = 4

/** By registry and repository, what was told while the registry is being read already. */
const waiting = new Map<string, News[]>()

/**
 * What was told is a hint; what is true is read from the registry: pushed tags, or the list where something was deleted.
 * However many events come for a repository, it is read once at a time. Never throws: the next walk will see it too.
 */
export async function followNews(place: Place, news: readonly News[]): Promise<void> {
  const key = `${place.registry.settings.id} ${place.repository}`
  const more = waiting.get(key)
  if (more) {
    more.push(...news)
    return
  }
  for (let next = [...news]; next.length > 0; next = waiting.get(key) ?? []) {
    waiting.set(key, [])
    await readAgain(place, next).catch((error) =>
      place.runtime.log.debug({ err: error }, 'what a registry told could not be read from it'),
    )
    if (waiting.get(key)?.length === 0) break
  }
  waiting.delete(key)
}

async function readAgain(place: Place, news: readonly News[]): Promise<void> {
  const { runtime, registry, repository } = place
  const changes = news.filter(({ action }) => action !== 'pull')
  if (changes.length > 0) {
    const tags = [...new Set(changes.flatMap(({ action, tag }) => (action === 'push' && tag ? [tag] : [])))]
    const isKnown =
      (await readRepositoryRow(runtime, registry.settings.id, repository))?.tags_listed_at != null
    const isSimple =
      isKnown && tags.length <= mostOneByOne && changes.every(({ action }) => action === 'push')
    if (!isSimple || !(await readOneByOne(place, tags))) {
      await rereadTagList(place)
      await resolveTags(place, tags, 0)
    }
    // The rows are there: adding up the repository may take a moment where it has thousands of tags.
    tellTags(place)
    await summariseRepository(place)
  }
  await keepTimes(runtime, registry.settings.id, news)
  runtime.changes.publish({ about: 'tags', registry: registry.settings.id, repository })
  runtime.changes.publish({ about: 'repositories', registry: registry.settings.id })
}

/** false where one is not there (any more): only the list knows then. */
async function readOneByOne(place: Place, tags: readonly string[]): Promise<boolean> {
  const limit = pLimit(atOnce)
  const found = await Promise.all(
    tags.map((tag) =>
      limit(async () => {
        try {
          const raw = await place.registry.client.getManifest(place.repository, tag)
          await learnManifest(place, raw.digest, { raw })
          await addTag(place, tag, raw.digest)
          return true
        } catch (error) {
          if (isRegistryError(error) && error.code === 'not_found') return false
          throw error
        }
      }),
    ),
  )
  return found.every(Boolean)
}
