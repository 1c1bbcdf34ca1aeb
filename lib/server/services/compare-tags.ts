import { sql } from 'drizzle-orm'
import type { CompareTarget, compareTags as endpoint } from '#lib/api/compare.ts'
import type { QueryOf, ResponseOf } from '#lib/api/endpoint.ts'
import { tagMatrix } from '#lib/engines/compare/tag-matrix.ts'
import { digestsThatDiffer, judgeRows, type Row } from '../compare/judge-rows.ts'
import { pageRows } from '../compare/page-rows.ts'
import { presentRow, worstFreshness } from '../compare/present-comparison.ts'
import type { Context } from '../context.ts'
import { isOlderThan, maxAgeMs, tagAgesMs } from '../index/clock.ts'
import { type ComparedSideTag, readComparedTags, readPlatformImages } from '../index/compared-tags.ts'
import { nameCondition } from '../index/name-matches.ts'
import type { Place } from '../index/place.ts'
import { resolveTags } from '../index/resolve-tags.ts'
import { troubleOf } from '../index/respite.ts'
import { inBackground } from '../index/single-flight.ts'
import { refreshTagList } from '../index/tag-list.ts'
import { isResolvingAll, resolveAll } from '../sync/resolve-all.ts'
import { openRepository } from './open-repository.ts'
import { isTagListDue, tagsFreshness } from './present-repository.ts'

type Query = QueryOf<typeof endpoint>
/** Which rows, whatever page of them. */
type Filters = Omit<Query, 'limit' | 'cursor'>
type Answer = ResponseOf<typeof endpoint>

interface Side {
  readonly place: Place
  readonly freshness: Answer['freshness']
  readonly tags: readonly ComparedSideTag[]
}

/**
 * The matrix of tags, out of the index. Tags of which nobody knows yet what they point to are looked up in the background,
 * and their rows are left out until then: whether they are the same nobody can say.
 */
export async function compareTags(context: Context, query: Query): Promise<Answer> {
  const { sides, unknown, rows, shown } = await readMatrix(context, query)
  const { page, nextCursor } = pageRows(shown, query)
  for (const side of sides) lookAgain(side, new Set(page.map(({ name }) => name)))
  const count = (isCounted: (row: Row) => boolean) => rows.filter(isCounted).length
  return {
    items: page.map(presentRow),
    nextCursor,
    total: shown.length,
    freshness: worstFreshness(sides.map(({ freshness }) => freshness)),
    targets: sides.map(({ place, tags, freshness }) => ({
      registry: place.registry.settings.id,
      repository: place.repository,
      tagCount: tags.length,
      unknownCount: tags.filter((tag) => tag.isUnknown).length,
      freshness,
    })),
    counts: {
      same: count(({ state }) => state === 'same'),
      differs: count(({ state }) => state === 'differs'),
      missing: count(({ state }) => state === 'missing'),
      sameImages: count(({ sameImages }) => sameImages),
    },
    unknownCount: unknown.size,
  }
}

/** All rows out of the index, in no order, and which of them match. */
export async function readMatrix(context: Context, query: Filters) {
  const sides = await Promise.all(query.target.map((target) => readSide(context, target, query)))
  const unknown = new Set(
    sides.flatMap(({ tags }) => tags.filter((tag) => tag.isUnknown).map(({ name }) => name)),
  )
  const matrix = tagMatrix(sides.map(({ tags }) => tags)).filter(({ name }) => !unknown.has(name))
  const images = await readPlatformImages(context.runtime.store, digestsThatDiffer(matrix))
  const rows = judgeRows(matrix, images, query.sort)
  return { sides, unknown, rows, shown: rows.filter((row) => isShown(row, query)) }
}

async function readSide(context: Context, target: CompareTarget, { q, match }: Filters): Promise<Side> {
  const { place, row } = await openRepository(context, target)
  if (isTagListDue(place, row)) inBackground(refreshTagList(place))
  const tags = await readComparedTags(place, q ? await nameCondition(place, q, match) : sql`true`)
  // A comparison is as whole as what is known of all sides: somebody waits for the rest.
  if (!troubleOf(place.registry) && tags.some((tag) => tag.isUnknown)) resolveAll(place, 'interactive')
  return { place, freshness: tagsFreshness(place, row, isResolvingAll(place)), tags }
}

/** Rows on screen whose pointers have grown old are read again, as in a list of tags. */
function lookAgain({ place, tags }: Side, names: ReadonlySet<string>): void {
  if (troubleOf(place.registry)) return
  const ageMs = tagAgesMs(place.registry.settings).tag
  const due = tags.filter(
    (tag) =>
      names.has(tag.name) && !tag.isUnknown && isOlderThan(tag.checkedAt, Math.max(ageMs, maxAgeMs.failure)),
  )
  if (due.length > 0)
    inBackground(
      resolveTags(
        place,
        due.map(({ name }) => name),
      ),
    )
}

function isShown({ state, sameImages }: Row, { state: wanted, ignoreIndexes }: Filters): boolean {
  return !wanted || wanted.includes(ignoreIndexes && sameImages ? 'same' : state)
}
