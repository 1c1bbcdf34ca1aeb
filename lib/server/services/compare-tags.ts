import { comes, countFates, type Direction, fateOf } from '#lib/api/bring-over.ts'
import type { CompareTarget, compareTags as endpoint } from '#lib/api/compare.ts'
import type { QueryOf, ResponseOf } from '#lib/api/endpoint.ts'
import { matrixKey, tagMatrix } from '#lib/engines/compare/tag-matrix.ts'
import { digestsThatDiffer, judgeRows, type Row } from '../compare/judge-rows.ts'
import { pageRows } from '../compare/page-rows.ts'
import { presentRow, worstFreshness } from '../compare/present-comparison.ts'
import { readSideTags } from '../compare/side-tags.ts'
import type { Context } from '../context.ts'
import { isOlderThan, maxAgeMs, tagAgesMs } from '../index/clock.ts'
import { type ComparedSideTag, readPlatformImages } from '../index/compared-tags.ts'
import { resolveTags } from '../index/resolve-tags.ts'
import { troubleOf } from '../index/respite.ts'
import { inBackground } from '../index/single-flight.ts'
import { ApiError } from '../problem.ts'
import { resolveAll } from '../sync/resolve-all.ts'
import { type OpenTarget, openTarget } from './open-target.ts'

type Query = QueryOf<typeof endpoint>
/** Which rows, whatever page of them. */
export type MatrixFilters = Omit<Query, 'limit' | 'cursor'>
type Answer = ResponseOf<typeof endpoint>

interface Side extends OpenTarget {
  readonly tags: readonly ComparedSideTag[]
  readonly freshness: Answer['freshness']
}

/**
 * The matrix of tags, out of the index. Tags of which nobody knows yet what they point to are looked up in the background,
 * and their rows are left out until then: whether they are the same nobody can say.
 */
export async function compareTags(context: Context, query: Query): Promise<Answer> {
  const { sides, unknown, rows, shown, broughtOver } = await readMatrix(context, query)
  const { page, nextCursor } = pageRows(shown, query)
  for (const side of sides) lookAgain(side, new Set(page.map(matrixKey)))
  const count = (isCounted: (row: Row) => boolean) => rows.filter(isCounted).length
  return {
    items: page.map(presentRow),
    nextCursor,
    total: shown.length,
    freshness: worstFreshness(sides.map(({ freshness }) => freshness)),
    targets: sides.map(({ target, places, tags, freshness }) => ({
      ...target,
      repositoryCount: places.length,
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
    broughtOver,
    unknownCount: unknown.size,
  }
}

/** All rows out of the index, in no order, and which of them match. */
export async function readMatrix(context: Context, query: MatrixFilters) {
  const direction = directionOf(query)
  const sides = await Promise.all(query.target.map((target) => readSide(context, target, query)))
  const unknown = new Set(sides.flatMap(({ tags }) => tags.filter((tag) => tag.isUnknown).map(matrixKey)))
  const matrix = tagMatrix(sides.map(({ tags }) => tags)).filter((row) => !unknown.has(matrixKey(row)))
  const images = await readPlatformImages(context.runtime.store, digestsThatDiffer(matrix))
  const rows = judgeRows(matrix, images, query.sort)
  const matching = rows.filter((row) => isShown(row, query))
  if (direction === null) return { sides, unknown, rows, shown: matching, broughtOver: null }
  const ignoreIndexes = query.ignoreIndexes === true
  return {
    sides,
    unknown,
    rows,
    shown: matching.filter((row) => comes(fateOf(row, direction, ignoreIndexes))),
    broughtOver: countFates(matching, direction, ignoreIndexes),
  }
}

/** The way that is asked about; null where none is. Throws `invalid_request` for one that leads nowhere. */
function directionOf({ from, to, target }: MatrixFilters): Direction | null {
  if (from === undefined && to === undefined) return null
  if (from !== undefined && to !== undefined && from !== to && Math.max(from, to) < target.length)
    return { from, to }
  throw new ApiError('invalid_request', '“from” and “to” are places of two different targets.', {
    issues: [{ path: 'query.to', message: 'is no way from one target to another' }],
  })
}

async function readSide(context: Context, target: CompareTarget, filters: MatrixFilters): Promise<Side> {
  const opened = await openTarget(context, target)
  const repositories = opened.places.map(({ repository }) => repository)
  const side = { registry: target.registry, repositories, namespace: opened.namespace }
  const tags = await readSideTags(context.runtime, side, filters)
  // A comparison is as whole as what is known of all sides: somebody waits for the rest.
  const unknown = new Set(tags.flatMap((tag) => (tag.isUnknown ? [tag.repository] : [])))
  for (const place of opened.places)
    if (unknown.has(place.repository) && !troubleOf(place.registry)) resolveAll(place, 'interactive')
  return { ...opened, freshness: opened.readFreshness(), tags }
}

/** Rows on screen whose pointers have grown old are read again, as in a list of tags. */
function lookAgain({ places, tags }: Side, keys: ReadonlySet<string>): void {
  const [first] = places
  if (!first || troubleOf(first.registry)) return
  const ageMs = Math.max(tagAgesMs(first.registry.settings).tag, maxAgeMs.failure)
  const due = Map.groupBy(
    tags.filter((tag) => !tag.isUnknown && isOlderThan(tag.checkedAt, ageMs) && keys.has(matrixKey(tag))),
    ({ repository }) => repository,
  )
  for (const place of places) {
    const old = due.get(place.repository)
    if (old)
      inBackground(
        resolveTags(
          place,
          old.map(({ name }) => name),
        ),
      )
  }
}

function isShown({ state, sameImages }: Row, { state: wanted, ignoreIndexes }: MatrixFilters): boolean {
  return !wanted || wanted.includes(ignoreIndexes && sameImages ? 'same' : state)
}
