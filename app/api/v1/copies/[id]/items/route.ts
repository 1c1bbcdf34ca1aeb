import * as api from '#lib/api/copies.ts'
import { methods } from '#lib/server/methods.ts'
import { route } from '#lib/server/route.ts'
import { listCopyItems } from '#lib/server/services/get-copy.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(api.listCopyItems, async ({ context, params, query }) => listCopyItems(context, params, query)),
})
