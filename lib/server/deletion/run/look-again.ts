import pLimit from 'p-limit'
import { RegistryError } from '#lib/registry/error.ts'
import type { Place } from '../../index/place.ts'
import { endItems, removedItems } from './keep-books.ts'
import type { ReadPass, TagRow } from './pass.ts'
import { failureOfThrown, RegistryLost } from './patience.ts'
import { settleAll } from './settle-all.ts'

const atOnce = 16

/**
 * Looks once more where these tags are, right before they go. What has moved stays, with all that it is on now; what is gone
 * is gone by us where we had begun with it, and by somebody else otherwise. Answers those that are as they were planned.
 */
export async function settleMoved(pass: ReadPass, rows: readonly TagRow[]): Promise<TagRow[]> {
  const limit = pLimit(atOnce)
  const there: TagRow[] = []
  await settleAll(
    rows.map((row) =>
      limit(async () => {
        try {
          const now = await pass.watch.see(row.tag)
          if (now === row.digest) there.push(row)
          else await settleOne(pass, row, now)
        } catch (error) {
          if (error instanceof RegistryLost) throw error
          await endItems(pass, [row], { result: 'failed', ...failureOfThrown(error) })
        }
      }),
    ),
  )
  return rows.filter((row) => there.includes(row))
}

async function settleOne(pass: ReadPass, row: TagRow, now: string | null): Promise<void> {
  if (now !== null)
    return endItems(pass, [row], { result: 'kept', code: 'moved', detail: `It is on ${now} now.` })
  if (row.begunAt !== null || pass.watch.isSwallowed(row.digest))
    return removedItems(pass, [{ row, operation: crypto.randomUUID() }], row.method ?? 'tag')
  return endItems(pass, [row], { result: 'kept', code: 'gone', detail: null })
}

/** What a registry did not do although it said so. */
export const stillThere = ({ registry }: Place) =>
  new RegistryError({
    code: 'refused',
    registry: registry.settings.id,
    detail: 'It accepted the deletion, but it is still there.',
  })
