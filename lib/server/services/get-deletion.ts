import type { getDeletion as endpoint, listDeletionItems } from '#lib/api/deletions.ts'
import type { ParamsOf, QueryOf, ResponseOf } from '#lib/api/endpoint.ts'
import type { Context } from '../context.ts'
import { countItems, readItemPage } from '../deletion/run/item-page.ts'
import { presentDeletion, presentItem } from '../deletion/run/present-deletion.ts'
import { readRun } from '../deletion/run/run-store.ts'
import { readProtectedBy } from '../retention/protection.ts'

/** A deletion with its first items. */
export const getDeletion = (
  context: Context,
  { id }: ParamsOf<typeof endpoint>,
): Promise<ResponseOf<typeof endpoint>> => presentDeletion(context, id)

/** The items of a deletion, page by page. */
export async function listItems(
  { runtime }: Context,
  { id }: ParamsOf<typeof listDeletionItems>,
  query: QueryOf<typeof listDeletionItems>,
): Promise<ResponseOf<typeof listDeletionItems>> {
  await readRun(runtime, id)
  const [page, total, protectedBy] = await Promise.all([
    readItemPage(runtime, id, query),
    countItems(runtime, id, query),
    readProtectedBy(runtime),
  ])
  return {
    items: page.items.map(presentItem(protectedBy)),
    nextCursor: page.nextCursor,
    total,
    freshness: { asOf: new Date().toISOString(), state: 'fresh', problem: null },
  }
}
