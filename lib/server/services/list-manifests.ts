import pLimit from 'p-limit'
import type { ParamsOf, QueryOf, ResponseOf } from '#lib/api/endpoint.ts'
import type { listManifests as endpoint, ManifestItem } from '#lib/api/manifest-list.ts'
import type { Context } from '../context.ts'
import { isOlderThan, maxAgeMs, tagAgesMs } from '../index/clock.ts'
import { defaultManifestOrder, type ManifestListRow, readManifestPage } from '../index/manifest-page.ts'
import { readPresence } from '../index/membership.ts'
import { flightKey, type Place } from '../index/place.ts'
import { troubleOf } from '../index/respite.ts'
import { inBackground } from '../index/single-flight.ts'
import { tellTags } from '../index/tell.ts'
import { isResolvingAll, resolveAll } from '../sync/resolve-all.ts'
import { lookAgain, mayLookAgain } from './look-again.ts'
import { openList } from './open-list.ts'
import { toTime } from './present-repository.ts'

/** One request each, and nobody waits for them. */
const requestsAtOnce = 8

/**
 * The manifests of a repository that were seen, out of the index. What no tag points to is only known once every tag was
 * looked up, so that is done; and rows that were seen long ago are asked for again, for nothing else tells that one is gone.
 */
export async function listManifests(
  context: Context,
  params: ParamsOf<typeof endpoint>,
  query: QueryOf<typeof endpoint>,
): Promise<ResponseOf<typeof endpoint>> {
  const { place, freshness } = await openList(context, params, query)
  const page = await readManifestPage(place, {
    ...query,
    order: query.order ?? defaultManifestOrder(query.sort),
  })
  const trouble = troubleOf(place.registry)
  if (!trouble && page.dueTags > 0) resolveAll(place, 'interactive')
  if (!trouble) confirmInBackground(place, page.rows)
  const presence = await readPresence(
    place,
    page.rows.flatMap(({ subject_digest }) => subject_digest ?? []),
  )
  return {
    items: page.rows.map((one) => presentItem(place, one, presence)),
    nextCursor: page.nextCursor,
    total: page.total,
    roles: page.roles,
    unresolvedTags: page.unresolvedTags,
    freshness: await freshness({
      isBusy: () => isResolvingAll(place) || page.rows.some((one) => isConfirming(place, one.digest)),
      trouble,
      unresolved: page.unresolvedTags,
    }),
  }
}

const confirmFlight = (place: Place, digest: string) => flightKey('confirm', place, digest)
const isConfirming = (place: Place, digest: string) =>
  place.runtime.flights.isRunning(confirmFlight(place, digest))

function confirmInBackground(place: Place, rows: readonly ManifestListRow[]): void {
  const ageMs = tagAgesMs(place.registry.settings).tag
  const due = rows.filter(
    ({ kind, seen_at, digest }) =>
      isOlderThan(new Date(seen_at), kind === null ? maxAgeMs.openTag : ageMs) && mayLookAgain(place, digest),
  )
  if (due.length === 0) return
  const limit = pLimit(requestsAtOnce)
  const work = due.map(({ digest }) =>
    place.runtime.flights.run(confirmFlight(place, digest), () => limit(() => lookAgain(place, digest))),
  )
  inBackground(Promise.allSettled(work).then(() => tellTags(place)))
}

function presentItem(
  place: Place,
  row: ManifestListRow,
  presence: ReadonlyMap<string, boolean>,
): ManifestItem {
  return {
    registry: place.registry.settings.id,
    repository: place.repository,
    digest: row.digest,
    mediaType: row.media_type,
    kind: row.kind as ManifestItem['kind'],
    artifactType: row.artifact_type,
    size: row.total_size === null ? null : Number(row.total_size),
    createdAt: toTime(row.created_at),
    createdSource: row.created_source,
    platforms: row.platforms,
    role: row.role,
    heldBy: Number(row.held_by),
    subject:
      row.subject_digest === null
        ? null
        : { digest: row.subject_digest, isPresent: presence.get(row.subject_digest) ?? null },
    seenAt: new Date(row.seen_at).toISOString(),
  }
}
