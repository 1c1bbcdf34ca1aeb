import * as api from '#lib/api/compare.ts'
import { methods } from '#lib/server/methods.ts'
import { route } from '#lib/server/route.ts'
import { compareTags } from '#lib/server/services/compare-tags.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(api.compareTags, async ({ context, query }) => compareTags(context, query)),
})
