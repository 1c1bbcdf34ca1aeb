import { randomUUID } from 'node:crypto'
import pLimit from 'p-limit'
import { placeholderConfig, placeholderManifest } from '#lib/engines/deletion/placeholder.ts'
import { digestOf } from '#lib/registry/digest.ts'
import { isRegistryError } from '#lib/registry/error.ts'
import { concernsWholeRegistry, type Failure, failureOf, isCancelled } from '../../index/failure.ts'
import { deleteDigest, digestNow } from '../truth.ts'
import { beginItems, type Entry, endItems, removedItems } from './keep-books.ts'
import { settleMoved } from './look-again.ts'
import type { ReadPass, TagRow } from './pass.ts'
import { failureOfThrown, RegistryLost } from './patience.ts'
import { putBackTags } from './put-back.ts'
import { readKept } from './record-manifests.ts'
import { settleAll } from './settle-all.ts'

/**
 * Tags that share a placeholder: one deletion of its digest takes them all, and CNCF Distribution reads every tag of the
 * repository for each deletion. While they wait for it, somebody may pull a placeholder: not too many.
 */
const tagsAtOnce = 100
const pushesAtOnce = 4

/** Removes tags whose digest stays, where the registry can't untag. Answers what is left when it is cancelled. */
export async function placeholderItems(pass: ReadPass, rows: readonly TagRow[]): Promise<readonly TagRow[]> {
  const left = [...rows]
  while (left.length > 0) {
    if (await pass.isCancelled()) return left
    await removeSome(pass, left.splice(0, tagsAtOnce))
  }
  return left
}

async function removeSome(pass: ReadPass, rows: readonly TagRow[]): Promise<void> {
  const { place, patience } = pass
  const { client } = place.registry
  const there = await settleMoved(pass, rows)
  if (there.length === 0) return
  const config = { digest: digestOf(placeholderConfig.bytes), sizeBytes: placeholderConfig.bytes.length }
  const manifest = placeholderManifest(config.digest, randomUUID())
  const digest = digestOf(manifest.bytes)
  const entries = await beginItems(pass, there, 'placeholder', digest)
  try {
    await patience.try(() =>
      client.putBlob(place.repository, { ...config, body: placeholderConfig.bytes }, place.call),
    )
  } catch (error) {
    await endAll(pass, entries, failureOfThrown(error))
    if (error instanceof RegistryLost) throw error
    return
  }
  const limit = pLimit(pushesAtOnce)
  const pushed: Entry[] = []
  const trouble = { lost: null as RegistryLost | null }
  await settleAll(
    entries.map((entry) =>
      limit(async () => {
        const row = entry.row as TagRow
        // Nothing was pushed to it yet: a registry that is lost is not asked once more for each that waits.
        if (trouble.lost) return endAll(pass, [entry], trouble.lost.failure)
        try {
          const now = await patience.try(() => push(pass, row, manifest, digest))
          if (now === digest) pushed.push(entry)
          else await settleMoved(pass, [row])
        } catch (error) {
          if (error instanceof RegistryLost) trouble.lost = error
          await giveBack(pass, [entry], digest, failureOfThrown(error))
        }
      }),
    ),
  )
  if (trouble.lost) {
    await giveBack(pass, pushed, digest, trouble.lost.failure)
    throw trouble.lost
  }
  await finishPlaceholder(pass, pushed, digest)
}

/** One try. It looks right before it pushes: a tag that has moved is left alone. Answers what the tag is on now. */
async function push(
  { place }: ReadPass,
  { tag, digest }: TagRow,
  manifest: { mediaType: string; bytes: Uint8Array },
  placeholder: string,
): Promise<string | null> {
  const now = await digestNow(place, tag)
  if (now !== digest) return now
  await place.registry.client.putManifest(place.repository, tag, manifest, place.call)
  return placeholder
}

/** Deletes the placeholder with the tags that are on it. Where that fails, they get back what they had. */
export async function finishPlaceholder(
  pass: ReadPass,
  entries: readonly Entry[],
  placeholder: string,
): Promise<void> {
  if (entries.length === 0) return
  const { place, patience, watch } = pass
  try {
    const before = await watch.look()
    await patience.try(() => deleteDigest(place, placeholder))
    const { vanished, now } = await watch.vanishedSince(before)
    for (const name of vanished) {
      const digest = watch.lastOf(name)
      if (digest !== null) await putBackTags(pass, [name], digest)
    }
    const still: Entry[] = []
    for (const entry of entries) {
      const { tag } = entry.row as TagRow
      if (now.has(tag) && (await patience.try(() => digestNow(place, tag))) === placeholder) still.push(entry)
    }
    const gone = entries.filter((entry) => !still.includes(entry))
    await removedItems(pass, gone, 'placeholder')
    watch.forget(gone.flatMap(({ row: { tag } }) => tag ?? []))
    if (still.length > 0) await giveBack(pass, still, placeholder, refused)
  } catch (error) {
    await giveBack(pass, entries, placeholder, failureOfThrown(error))
    if (error instanceof RegistryLost) throw error
  }
}

const refused: Failure = {
  code: 'deletion_refused',
  detail: 'The registry accepted the deletion, but the tag is still there.',
}

async function giveBack(
  pass: ReadPass,
  entries: readonly Entry[],
  placeholder: string,
  failure: Failure,
): Promise<void> {
  const { place } = pass
  const { code, detail } = failure
  const doubtful = { code, detail: `${detail} ${onPlaceholder}` }
  // Nobody is there to give anything back.
  if (concernsWholeRegistry(failure)) return endAll(pass, entries, doubtful)
  const limit = pLimit(pushesAtOnce)
  await settleAll(
    entries.map((entry) =>
      limit(async () => {
        const row = entry.row as TagRow
        try {
          const raw = row.digest === null ? null : await readKept(place, pass.run.id, row.digest)
          if (raw && (await digestNow(place, row.tag)) === placeholder)
            await place.registry.client.putManifest(place.repository, row.tag, raw, place.call)
          await endAll(pass, [entry], failure)
        } catch (error) {
          if (!isRegistryError(error) || isCancelled(error)) throw error
          // Two things went wrong, and what keeps it from coming back is the one to be mended first.
          const why = `It could not be given back what it was on: ${failureOf(error).detail}`
          await endAll(pass, [entry], { code, detail: `${doubtful.detail} ${why}` })
        }
      }),
    ),
  )
}

const onPlaceholder = 'The tag may be on a placeholder now: executing again goes on from there.'

const endAll = (pass: ReadPass, entries: readonly Entry[], failure: Failure) =>
  endItems(
    pass,
    entries.map(({ row }) => row),
    { result: 'failed', ...failure },
    entries,
  )
