import * as api from '#lib/api/sync.ts'
import { methods } from '#lib/server/methods.ts'
import { route } from '#lib/server/route.ts'
import { getSync } from '#lib/server/services/get-sync.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(api.getSync, async ({ context, params }) => getSync(context, params)),
})
