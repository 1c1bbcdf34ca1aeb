import { sql } from 'drizzle-orm'
import pLimit from 'p-limit'
import { isRegistryError } from '#lib/registry/error.ts'
import { isCancelled } from '../../index/failure.ts'
import { learnManifests } from '../../index/learn-manifests.ts'
import { lookUpAll } from '../../index/look-up-all.ts'
import { itemKey, type Place } from '../../index/place.ts'
import { rereadTagList } from '../../index/tag-list.ts'
import { savePointer } from '../../index/tag-pointer.ts'
import { digestNow } from '../truth.ts'
import { type Patience, RegistryLost } from './patience.ts'
import { settleAll } from './settle-all.ts'

export interface FreshTags {
  /** Every tag of the repository with its digest; null where the registry lists it and has no manifest for it. */
  readonly tags: readonly { readonly name: string; readonly digest: string | null }[]
  /** Tags of which the registry would not say where they point, though asked again and again. */
  readonly unread: ReadonlySet<string>
}

const atOnce = 16

/**
 * Where every tag of the repository points, each asked from the registry since this was called (the index keeps the answers
 * on the way). Throws where the registry as a whole fails; an unknown repository has no tags.
 */
export async function readTagsNow(place: Place, patience: Patience): Promise<FreshTags> {
  try {
    await patience.try(() => rereadTagList(place))
  } catch (error) {
    // CNCF Distribution says so of a repository that has only untagged manifests left, too.
    if (isRegistryError(error) && error.code === 'not_found') return { tags: [], unread: new Set() }
    throw error
  }
  const names = (await readRows(place)).map(({ name }) => ({ repository: place.repository, name }))
  await lookUpAll(place, names, () => true)
  return settle(place, patience, await readRows(place))
}

interface Row extends Record<string, unknown> {
  readonly name: string
  readonly digest: string | null
  readonly code: string | null
  readonly is_known: boolean
}

async function readRows({ runtime, registry, repository }: Place): Promise<Row[]> {
  const { rows } = await runtime.store.db.execute<Row>(sql`
    SELECT t.name, t.digest, t.problem ->> 'code' AS code, t.kind IS NOT NULL AS is_known FROM tags t
    WHERE t.registry_id = ${registry.settings.id} AND t.repository = ${repository} AND t.gone_at IS NULL
    ORDER BY t.name`)
  return rows
}

/** What failed in passing is asked again, each by itself: what is only in the index is no truth. */
async function settle(place: Place, patience: Patience, rows: readonly Row[]): Promise<FreshTags> {
  const limit = pLimit(atOnce)
  const unread = new Set<string>()
  const digests = new Map(rows.map(({ name, digest }) => [name, digest]))
  const again = rows.filter(({ digest, code }) =>
    digest === null ? code !== 'manifest_not_found' : code !== null,
  )
  await settleAll(
    again.map(({ name }) =>
      limit(async () => {
        try {
          const digest = await patience.try(() => readOne(place, name))
          digests.set(name, digest)
        } catch (error) {
          if (error instanceof RegistryLost || !isRegistryError(error) || isCancelled(error)) throw error
          unread.add(name)
        }
      }),
    ),
  )
  return { tags: [...digests].map(([name, digest]) => ({ name, digest })), unread }
}

/** A manifest that can't be read may be an index of anything: that it is there is not enough. */
async function readOne(place: Place, name: string): Promise<string | null> {
  const { repository } = place
  const digest = await digestNow(place, name)
  if (digest !== null) {
    const failures = await learnManifests(place, [{ repository, digest, isConfirmed: true }])
    const failure = failures.get(itemKey(repository, digest))
    if (failure !== undefined) throw failure
  }
  await savePointer(place, name, digest, null)
  return digest
}
