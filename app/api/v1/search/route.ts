import * as api from '#lib/api/search.ts'
import { methods } from '#lib/server/methods.ts'
import { route } from '#lib/server/route.ts'
import { search } from '#lib/server/services/search.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(api.search, async ({ context, query }) => search(context, query)),
})
