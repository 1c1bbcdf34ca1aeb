import { type Exchange, sendJson } from './exchange.ts'
import { pageOf } from './paging.ts'
import { byCodeUnit, listRepositoryNames } from './store.ts'

/** `GET /v2/_catalog`, which the distribution specification leaves to extensions; this is Docker's. */
export async function getCatalog(exchange: Exchange) {
  const names = await listRepositoryNames(exchange.store)
  const page = pageOf(names, exchange.query, '/v2/_catalog', byCodeUnit)
  sendJson(exchange, 200, { repositories: page.items }, page.link === null ? {} : { Link: page.link })
}
