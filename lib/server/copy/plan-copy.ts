import pLimit from 'p-limit'
import type { CopyPlan, CopyPlanItem, CopyReference, CopyRequest, CopyTotals } from '#lib/api/copy-plan.ts'
import { decideCopy, planWork } from '#lib/engines/copy/plan.ts'
import type { ProtectedBy } from '#lib/engines/retention/protection.ts'
import type { Context } from '../context.ts'
import { readProtectedFrom } from '../retention/protection.ts'
import { CopyRefused } from './copy-refused.ts'
import { type CopyPair, type PreparedItem, prepareItem } from './prepare-item.ts'
import { createReferrerTags } from './referrer-tags.ts'
import { createTargetLedger, type TargetLedger } from './target-ledger.ts'

/** Items that are read at once. */
const atOnce = 8

/**
 * Plans a copy: reads every source and target from its registry, decides what is copied, and counts each byte once over all
 * items. Nothing is sent. What is in the way of an item is said of the item.
 */
export async function planCopyOf(
  context: Context,
  { items, options }: Pick<CopyRequest, 'items' | 'options'>,
): Promise<CopyPlan> {
  const { runtime, signal } = context
  const ledger = createTargetLedger()
  const preparation = { runtime, options, signal, tags: createReferrerTags(), ledger }
  const protectedBy = await readProtectedFrom(context)
  const limit = pLimit(atOnce)
  const prepared = await Promise.all(
    items.map((pair) => limit(() => prepareItem(preparation, pair).catch(refusalOf))),
  )
  const taken = new Set<string>()
  const planned = prepared.map((item, position): CopyPlanItem => {
    const pair = items[position] as CopyPair
    const empty = emptyItem(position, pair)
    if (item instanceof CopyRefused)
      return { ...empty, action: 'refuse', reason: item.reason, detail: item.message }
    if (pair.to.tag !== null && taken.has(empty.to))
      return { ...empty, sourceDigest: item.sourceDigest, action: 'refuse', reason: 'same_target' }
    taken.add(empty.to)
    return planItem(empty, pair, item, { overwrite: options.overwrite, protectedBy, ledger })
  })
  return { options, items: planned, totals: sumOf(planned) }
}

/** As it is written in a request. */
export const formatReference = ({ registry, repository, tag, digest }: CopyReference) =>
  `${registry}/${repository}${tag === null ? '' : `:${tag}`}${digest === null ? '' : `@${digest}`}`

const refusalOf = (error: unknown): CopyRefused => {
  if (error instanceof CopyRefused) return error
  throw error
}

const emptyItem = (position: number, { from, to }: CopyPair): CopyPlanItem => ({
  position,
  from: formatReference(from),
  to: formatReference(to),
  sourceDigest: null,
  digest: null,
  action: 'copy',
  reason: null,
  detail: null,
  overwrites: null,
  bytes: { send: 0, mount: 0, skip: 0 },
  manifests: 0,
  referrers: 0,
  missingPlatforms: [],
})

function planItem(
  empty: CopyPlanItem,
  { from, to }: CopyPair,
  { target, sourceDigest, choice, onTarget, state }: PreparedItem,
  { overwrite, protectedBy, ledger }: { overwrite: boolean; protectedBy: ProtectedBy; ledger: TargetLedger },
): CopyPlanItem {
  const work = planWork(choice.manifests, state)
  const rule = to.tag === null ? null : protectedBy(to.registry, to.repository, to.tag)
  const verdict = decideCopy({
    isSamePlace:
      from.registry === to.registry &&
      from.repository === to.repository &&
      (to.tag === null || to.tag === from.tag),
    isReadOnly: target.registry.settings.readOnly,
    sourceDigest,
    // A source without a tag is its digest.
    expected: from.digest,
    digest: choice.digest,
    onTarget,
    protectedBy: rule,
    overwrite,
    isComplete: work.bytes.send + work.bytes.mount === 0 && (to.tag === null || onTarget === choice.digest),
  })
  const { referrers, manifests, missingPlatforms } = choice
  const item = {
    ...empty,
    ...verdict,
    sourceDigest,
    digest: choice.digest,
    missingPlatforms: [...missingPlatforms],
    detail: verdict.reason === 'protected' ? rule : null,
  }
  if (verdict.action === 'refuse') return item
  if (verdict.action === 'copy') ledger.arrive(target, manifests)
  return { ...item, bytes: work.bytes, manifests: manifests.length - referrers, referrers }
}

function sumOf(items: readonly CopyPlanItem[]): CopyTotals {
  const sum = (of: (item: CopyPlanItem) => number) => items.reduce((total, item) => total + of(item), 0)
  const count = (action: CopyPlanItem['action']) => items.filter((item) => item.action === action).length
  return {
    items: items.length,
    copied: count('copy'),
    skipped: count('skip'),
    refused: count('refuse'),
    overwritten: items.filter(({ action, overwrites }) => action === 'copy' && overwrites !== null).length,
    send: sum(({ bytes }) => bytes.send),
    mount: sum(({ bytes }) => bytes.mount),
    skip: sum(({ bytes }) => bytes.skip),
  }
}
