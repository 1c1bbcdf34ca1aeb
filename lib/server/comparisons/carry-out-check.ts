import { CompareTarget } from '#lib/api/compare.ts'
import type { CheckCounts } from '#lib/api/comparison-check.ts'
import { isDrift } from '#lib/engines/compare/drift.ts'
import { matrixKey } from '#lib/engines/compare/tag-matrix.ts'
import type { Context } from '../context.ts'
import type { ComparedSideTag } from '../index/compared-tags.ts'
import { type Failure, failureOf, isCancelled } from '../index/failure.ts'
import { readMatrix } from '../services/compare-tags.ts'
import type { StoredProblem } from '../store/schema/registries.ts'
import type { CheckRow } from './checks.ts'
import { isUnread, readSideAnew } from './read-side.ts'

export interface CheckOutcome {
  readonly state: 'same' | 'drift' | 'failed'
  readonly counts: CheckCounts | null
  readonly problem: StoredProblem | null
}

/**
 * Has all sides read from their registries, and judges them by the code of `GET /compare/tags`. A side that can't be read is
 * neither drift nor the same. Of single tags that can't be read the others may still prove drift, and nothing proves the same.
 */
export async function carryOutCheck(
  context: Context,
  { definition, startedAt }: Pick<CheckRow, 'definition' | 'startedAt'>,
): Promise<CheckOutcome> {
  const { q, match, ignoreIndexes } = definition
  const target = definition.targets.map((text) => CompareTarget.parse(text))
  const unreadSide = await readSides(context, target, { q, match }, startedAt)
  if (unreadSide) return { state: 'failed', counts: null, problem: unreadSide }

  const matrix = await readMatrix(context, { target, q, match, ignoreIndexes, sort: 'name' })
  const unread = new Map<string, StoredProblem>()
  for (const side of matrix.sides)
    for (const tag of side.tags)
      if (isUnread(tag, startedAt)) unread.set(matrixKey(tag), problemOf(side.target, tag))
  const rows = matrix.rows.filter((row) => !unread.has(matrixKey(row)))
  const count = (isCounted: (row: (typeof rows)[number]) => boolean) => rows.filter(isCounted).length
  const counts: CheckCounts = {
    same: count(({ state }) => state === 'same'),
    differs: count(({ state }) => state === 'differs'),
    missing: count(({ state }) => state === 'missing'),
    sameImages: count(({ sameImages }) => sameImages),
    unknown: unread.size,
    drifting: count((row) => isDrift(row, definition)),
  }
  const [first = null] = unread.values()
  const state = counts.drifting > 0 ? 'drift' : first ? 'failed' : 'same'
  return { state, counts, problem: first }
}

/** Why a side can't be read, the first of them first; null where all were. */
async function readSides(
  context: Context,
  targets: readonly CompareTarget[],
  filter: Parameters<typeof readSideAnew>[2],
  since: Date,
): Promise<StoredProblem | null> {
  const failures = await Promise.all(
    targets.map(async (target): Promise<Failure | null> => {
      try {
        await readSideAnew(context, target, filter, since)
        return null
      } catch (error) {
        if (context.signal.aborted || isCancelled(error)) throw error
        const { code, detail } = failureOf(error)
        return { code, detail: `${target.registry}/${target.repository}: ${detail}` }
      }
    }),
  )
  const [first, ...more] = failures.filter((failure) => failure !== null)
  return first ? { ...first, detail: [first, ...more].map(({ detail }) => detail).join(' ') } : null
}

function problemOf(
  { registry }: CompareTarget,
  { repository, name, problem }: ComparedSideTag,
): StoredProblem {
  const { code, detail } = problem ?? { code: 'registry_error', detail: 'The tag was not read.' }
  return { code, detail: `${registry}/${repository}:${name}: ${detail}` }
}
