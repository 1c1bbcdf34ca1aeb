import type { getCopy as endpoint, listCopyItems as itemsEndpoint } from '#lib/api/copies.ts'
import type { ParamsOf, QueryOf, ResponseOf } from '#lib/api/endpoint.ts'
import type { Context } from '../context.ts'
import { readCopy, readItemPage } from '../copy/copy-store.ts'
import { presentCopy, presentCopyItem } from '../copy/present-copy.ts'

/** A copy with its first items. */
export const getCopy = (
  context: Context,
  { id }: ParamsOf<typeof endpoint>,
): Promise<ResponseOf<typeof endpoint>> => presentCopy(context, id)

/** The items of a copy, page by page. */
export async function listCopyItems(
  { runtime }: Context,
  { id }: ParamsOf<typeof itemsEndpoint>,
  query: QueryOf<typeof itemsEndpoint>,
): Promise<ResponseOf<typeof itemsEndpoint>> {
  await readCopy(runtime, id)
  const { items, nextCursor, total } = await readItemPage(runtime, id, query)
  return {
    items: items.map(presentCopyItem),
    nextCursor,
    total,
    freshness: { asOf: new Date().toISOString(), state: 'fresh', problem: null },
  }
}
