import * as api from '#lib/api/tags.ts'
import { methods } from '#lib/server/methods.ts'
import { route } from '#lib/server/route.ts'
import { listTags } from '#lib/server/services/list-tags.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(api.listTags, async ({ context, params, query }) => listTags(context, params, query)),
})
