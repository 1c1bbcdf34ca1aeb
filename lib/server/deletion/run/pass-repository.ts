import { isRegistryError } from '#lib/registry/error.ts'
import { failureOf, isCancelled } from '../../index/failure.ts'
import { summariseRepository } from '../../index/summarise-repository.ts'
import { publishTags } from '../../index/tag-list.ts'
import { isApiError } from '../../problem.ts'
import { readProtectedFrom } from '../../retention/protection.ts'
import { probeDeletion } from '../truth.ts'
import { digestItems } from './digest-items.ts'
import { endItems, endOpenItems, keepItems, removedItems } from './keep-books.ts'
import { isTagRow, type Pass, type ReadPass, type TagRow } from './pass.ts'
import { RegistryLost } from './patience.ts'
import { finishPlaceholder, placeholderItems } from './placeholder-items.ts'
import { probeUntag } from './probe-untag.ts'
import { readGraph } from './read-graph.ts'
import { recordManifests } from './record-manifests.ts'
import { recoverSwallowed } from './recover-swallowed.ts'
import { type ItemRow, writeDigests } from './run-store.ts'
import { TagWatch } from './tag-watch.ts'
import { untagItems } from './untag-items.ts'
import { decide } from './verdicts.ts'

/**
 * Does what is left of a run in one repository: reads it again, decides anew, keeps the bytes, acts. Every item has a result
 * in the end. Begun anew after a crash it finds out what was done. Throws `RegistryLost` once its items say so.
 */
export async function passRepository(pass: Pass, rows: readonly ItemRow[]): Promise<void> {
  try {
    await work(pass, rows)
  } catch (error) {
    if (pass.context.signal.aborted || isCancelled(error)) throw error
    const isLost = error instanceof RegistryLost
    if (!isLost && !isRegistryError(error) && !isApiError(error)) throw error
    const failure = isLost ? error.failure : failureOf(error)
    await endOpenItems(pass, rows, { result: 'failed', ...failure })
    if (isLost) throw error
  } finally {
    await summariseRepository(pass.place).catch(() => {})
    publishTags(pass.place)
  }
}

async function work(pass: Pass, rows: readonly ItemRow[]): Promise<void> {
  const { place, patience } = pass
  if (place.registry.settings.readOnly) {
    const detail = 'The registry is configured as read-only in Portolan.'
    return endItems(pass, rows, { result: 'failed', code: 'read_only', detail })
  }
  await patience.try(() => probeDeletion(place))
  const tagDelete = await patience.try(() => probeUntag(place))
  const protectedBy = await readProtectedFrom(pass.context, { isPolicy: pass.run.policyId !== null })
  const graph = await patience.try(() =>
    readGraph(place, {
      tags: new Set(rows.flatMap(({ tag }) => tag ?? [])),
      digests: rows.flatMap(({ tag, digest }) => (tag === null ? (digest ?? []) : [])),
      protectedBy,
      // Who goes along was asked for when the plan was made.
      mostReferrers: 0,
      patience,
    }),
  )
  const watchOver = (going: readonly ItemRow[]): ReadPass => {
    const ours = new Set(going.flatMap(({ tag }) => tag ?? []))
    return { ...pass, graph, watch: new TagWatch(place, patience, graph, ours) }
  }
  const open = await settleBegun(watchOver(rows), rows)
  const { kept, tags, groups } = decide(graph, open, tagDelete)
  const read = watchOver([...tags, ...groups.flatMap((group) => group.rows)])
  await keepItems(read, kept)
  const lost = await recordManifests(read, [...tags, ...groups.flatMap((group) => group.rows)])
  const isKept = (row: ItemRow) => row.digest === null || !lost.has(row.digest)
  const unkept = [...tags, ...groups.flatMap((group) => group.rows)].filter((row) => !isKept(row))
  await endItems(read, unkept, {
    result: 'failed',
    code: 'manifest_not_found',
    detail: 'Its bytes could not be read, so that it could not be put back.',
  })
  await removeTags(read, tags.filter(isKept), tagDelete)
  const recorded = groups.filter(({ digest }) => !lost.has(digest))
  const { instead, left } = await digestItems(read, recorded)
  await endItems(read, left, cancelled)
  await removeTags(read, instead, tagDelete)
}

const cancelled = { result: 'cancelled', code: null, detail: null } as const

async function removeTags(pass: ReadPass, tags: readonly TagRow[], tagDelete: boolean | null) {
  const byPlaceholder = tagDelete === false ? tags : await untagItems(pass, tags, tagDelete === true)
  await endItems(pass, await placeholderItems(pass, byPlaceholder), cancelled)
}

/** What a process before us had begun with, or had done, and not written down. */
async function settleBegun(pass: ReadPass, rows: readonly ItemRow[]): Promise<readonly ItemRow[]> {
  const { graph } = pass
  const on = new Map(graph.tags.map(({ name, digest }) => [name, digest]))
  const isGone = (row: ItemRow) =>
    row.tag === null ? !graph.manifests.has(row.digest ?? '') : !on.has(row.tag)
  const begun = rows.filter((row) => row.begunAt !== null && isGone(row))
  await recoverSwallowed(pass, begun, rows)
  const isSwallowed = (row: ItemRow) =>
    row.tag !== null && !on.has(row.tag) && pass.watch.isSwallowed(row.digest)
  const done = rows.filter((row) => begun.includes(row) || isSwallowed(row))
  const digests = done.flatMap(({ method, digest }) => (method === 'digest' ? (digest ?? []) : []))
  const gone = [...new Set(digests)].filter((digest) => !graph.manifests.has(digest))
  for (const [method, of] of Map.groupBy(done, (row) => row.method ?? 'tag'))
    await removedItems(pass, of.map(entryOf), method, method === 'digest' ? gone : [])
  const isStuck = (row: ItemRow) =>
    row.tag !== null && row.placeholder !== null && on.get(row.tag) === row.placeholder
  const stuck = rows.filter((row) => isStuck(row))
  for (const [placeholder, of] of Map.groupBy(stuck.filter(isTagRow), (row) => row.placeholder ?? ''))
    await finishPlaceholder(pass, of.map(entryOf), placeholder)
  const settled = new Set<ItemRow>([...done, ...stuck])
  return adoptAll(
    pass,
    rows.filter((row) => !settled.has(row)),
    on,
  )
}

const entryOf = (row: ItemRow) => ({ row, operation: crypto.randomUUID() })

/** What could not be planned (its registry did not delete then, or did not answer) is on what it is on now. */
async function adoptAll(
  { place, run }: Pass,
  rows: readonly ItemRow[],
  on: ReadonlyMap<string, string | null>,
): Promise<readonly ItemRow[]> {
  const adopted = rows.map((row) =>
    row.tag === null || row.method !== null || row.digest !== null
      ? row
      : { ...row, digest: on.get(row.tag) ?? null },
  )
  await writeDigests(
    place.runtime,
    run.id,
    adopted.filter((row, at) => row !== rows[at]),
  )
  return adopted
}
