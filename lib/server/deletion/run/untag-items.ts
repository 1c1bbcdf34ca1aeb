import pLimit from 'p-limit'
import { recordCapability } from '../../index/registry-state.ts'
import { cannotUntag } from '../refusal.ts'
import { digestNow } from '../truth.ts'
import { beginItems, type Entry, endItems, removedItems } from './keep-books.ts'
import { settleMoved, stillThere } from './look-again.ts'
import type { ReadPass, TagRow } from './pass.ts'
import { failureOfThrown, RegistryLost } from './patience.ts'
import { putBackManifest, putBackTags } from './put-back.ts'
import { settleAll } from './settle-all.ts'

const rowsAtOnce = 50
const requestsAtOnce = 8

/**
 * Untags, and makes sure each time that it was no more than that. Answers the tags that have to go by a placeholder instead:
 * the registry does not untag, or takes the digest along. Until one was seen to work, one is tried at a time.
 */
export async function untagItems(
  pass: ReadPass,
  rows: readonly TagRow[],
  isKnownToUntag: boolean,
): Promise<readonly TagRow[]> {
  const state = { untags: isKnownToUntag ? true : (null as boolean | null) }
  const left = [...rows]
  while (left.length > 0 && state.untags !== false) {
    if (await pass.isCancelled()) return left
    await untagSome(pass, left.splice(0, state.untags === true ? rowsAtOnce : 1), state, left)
  }
  return left
}

async function untagSome(
  pass: ReadPass,
  rows: readonly TagRow[],
  state: { untags: boolean | null },
  back: TagRow[],
): Promise<void> {
  const there = await settleMoved(pass, rows)
  const entries = await beginItems(pass, there, 'tag')
  const gone: Entry[] = []
  const limit = pLimit(requestsAtOnce)
  const trouble = { lost: null as RegistryLost | null }
  await settleAll(
    entries.map((entry) =>
      limit(async () => {
        const row = entry.row as TagRow
        if (trouble.lost) return endItems(pass, [row], { result: 'failed', ...trouble.lost.failure }, [entry])
        try {
          const did = await untag(pass, row)
          if (did === 'cannot') {
            if (row.digest !== null) state.untags = false
            back.push(row)
            return
          }
          const learned = await verifyUntagged(pass, row)
          if (learned !== null && state.untags !== false) state.untags = learned
          gone.push(entry)
        } catch (error) {
          if (error instanceof RegistryLost) trouble.lost = error
          await endItems(pass, [row], { result: 'failed', ...failureOfThrown(error) }, [entry])
        }
      }),
    ),
  )
  await removedItems(pass, gone, 'tag')
  pass.watch.forget(gone.flatMap(({ row: { tag } }) => tag ?? []))
  if (trouble.lost) throw trouble.lost
}

/** It looks before each try, so that a second one finds what the first has done. */
async function untag({ place, patience }: ReadPass, { tag, digest }: TagRow): Promise<'gone' | 'cannot'> {
  const look = () => patience.try(() => digestNow(place, tag))
  const did = await patience.try(async () => {
    if ((await digestNow(place, tag)) !== digest) return 'gone'
    try {
      await place.registry.client.deleteManifest(place.repository, tag, place.call)
      return 'done'
    } catch (error) {
      if (!cannotUntag(error)) throw error
      return 'cannot'
    }
  })
  if (did === 'gone') return did
  if (did === 'cannot') {
    // What has no manifest can be 404 wherever it is untagged.
    if (digest === null) return did
    // A 404 may also mean that somebody was quicker.
    if ((await look()) !== digest) return 'gone'
    await recordCapability(place.runtime, place.registry.settings.id, { tagDelete: false })
    return did
  }
  if (digest !== null && (await look()) === digest) throw stillThere(place)
  return 'gone'
}

/**
 * Whether the registry untags, as far as this once tells. Some take "untag" for "delete": what went along is put back, and
 * the registry is not asked to untag again.
 */
async function verifyUntagged(pass: ReadPass, { digest }: TagRow): Promise<boolean | null> {
  const { place, watch, graph, patience } = pass
  if (digest === null) return null
  const others = watch.othersOn(digest)
  const isHeld = [...graph.manifests.values()].some(({ children }) => children.includes(digest))
  if (others.length === 0 && !isHeld) return null
  const isThere = (await patience.try(() => digestNow(place, digest))) !== null
  await recordCapability(place.runtime, place.registry.settings.id, { delete: true, tagDelete: isThere })
  if (isThere) return true
  watch.swallow(digest)
  if (isHeld) await putBackManifest(pass, digest)
  await putBackTags(pass, others, digest)
  return false
}
