import * as api from '#lib/api/deletions.ts'
import { methods } from '#lib/server/methods.ts'
import { route } from '#lib/server/route.ts'
import { listItems } from '#lib/server/services/get-deletion.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(api.listDeletionItems, async ({ context, params, query }) => listItems(context, params, query)),
})
