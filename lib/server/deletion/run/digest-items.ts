import { isRegistryError } from '#lib/registry/error.ts'
import { recordCapability } from '../../index/registry-state.ts'
import { deleteDigest, digestNow } from '../truth.ts'
import { beginItems, type Entry, endItems, endOpenItems, removedItems } from './keep-books.ts'
import { settleMoved, stillThere } from './look-again.ts'
import { isTagRow, type ReadPass, type TagRow } from './pass.ts'
import { failureOfThrown, RegistryLost } from './patience.ts'
import { putBackTags } from './put-back.ts'
import type { ItemRow } from './run-store.ts'

/** A digest with all items that go with it: its tags, and itself where it was chosen or goes along. */
export interface DigestGroup {
  readonly digest: string
  readonly rows: readonly ItemRow[]
}

/** Refusals that are the whole registry's: it would say the same of the next digest. */
const ofRegistry: readonly string[] = ['deletion_disabled', 'read_only', 'deletion_refused']

/**
 * Deletes digests one after the other, in this order: an index before its children. Before each one the tags are listed again
 * and what is new is looked at; a digest that anything holds by then stays. Answers the tags that can still go by a way that
 * touches nothing else.
 */
export async function digestItems(
  pass: ReadPass,
  groups: readonly DigestGroup[],
): Promise<{ readonly instead: readonly TagRow[]; readonly left: readonly ItemRow[] }> {
  const instead: TagRow[] = []
  for (const [at, group] of groups.entries()) {
    if (await pass.isCancelled()) return { instead, left: groups.slice(at).flatMap(({ rows }) => rows) }
    try {
      instead.push(...(await removeGroup(pass, group)))
    } catch (error) {
      if (error instanceof RegistryLost || !isRegistryError(error)) throw error
      await pass.watch.hold(group.digest, group.digest)
      await endOpenItems(pass, group.rows, { result: 'failed', ...failureOfThrown(error) })
    }
  }
  return { instead, left: [] }
}

async function removeGroup(pass: ReadPass, { digest, rows }: DigestGroup): Promise<readonly TagRow[]> {
  const { watch, place, patience } = pass
  const tags = rows.filter(isTagRow)
  const manifests = rows.filter((row) => !isTagRow(row))
  const keepManifests = async (code: string, detail: string) => {
    await watch.hold(digest, detail)
    await endItems(pass, manifests, { result: 'kept', code, detail })
  }
  const before = await watch.look()
  const holder = watch.holderOf(digest)
  if (holder !== null) {
    await keepManifests('held_by_tag', holder)
    return tags
  }
  const there = await settleMoved(pass, tags)
  // A tag that has moved from an index to one of its children, say.
  const newHolder = watch.holderOf(digest)
  if (newHolder !== null) {
    await keepManifests('held_by_tag', newHolder)
    return there
  }
  if (tags.length > 0 && there.length === 0 && !manifests.some(({ isChosen }) => isChosen)) {
    // Nobody asks for it any more; what is below it stays with it.
    await keepManifests('moved', digest)
    return []
  }
  const entries = await beginItems(pass, [...there, ...manifests], 'digest')
  try {
    await patience.try(() => deleteDigest(place, digest))
    if ((await patience.try(() => digestNow(place, digest))) !== null) throw stillThere(place)
  } catch (error) {
    return settleFailure(pass, digest, { there, manifests, entries }, error)
  }
  const { vanished, now } = await watch.vanishedSince(before)
  if (vanished.length > 0) await putBackTags(pass, vanished, digest)
  await settleRemoved(pass, digest, entries, now)
  return []
}

async function settleRemoved(
  pass: ReadPass,
  digest: string,
  entries: readonly Entry[],
  names: ReadonlySet<string>,
): Promise<void> {
  const { place, patience } = pass
  await recordCapability(place.runtime, place.registry.settings.id, { delete: true })
  const gone: Entry[] = []
  for (const entry of entries) {
    const { tag } = entry.row
    // Some list a tag on although its manifest is gone.
    const isStill =
      tag !== null && names.has(tag) && (await patience.try(() => digestNow(place, tag))) === digest
    if (!isStill) gone.push(entry)
    else
      await endItems(
        pass,
        [entry.row],
        { result: 'failed', code: 'deletion_refused', detail: 'The tag is still there.' },
        [entry],
      )
  }
  await removedItems(pass, gone, 'digest', [digest])
  pass.watch.forget(gone.flatMap(({ row: { tag } }) => tag ?? []))
}

async function settleFailure(
  pass: ReadPass,
  digest: string,
  { there, manifests, entries }: { there: TagRow[]; manifests: ItemRow[]; entries: readonly Entry[] },
  error: unknown,
): Promise<readonly TagRow[]> {
  const isLost = error instanceof RegistryLost
  const failure = failureOfThrown(error)
  // It stays, and so does what is below it.
  if (!isLost) await pass.watch.hold(digest, digest)
  if (failure.code === 'referenced_by_index') {
    await endItems(pass, manifests, { result: 'kept', code: 'held_by_index', detail: failure.detail })
    return there
  }
  await endItems(pass, [...there, ...manifests], { result: 'failed', ...failure }, entries)
  if (isLost) throw error
  if (ofRegistry.includes(failure.code)) throw new RegistryLost(failure, error)
  return []
}
