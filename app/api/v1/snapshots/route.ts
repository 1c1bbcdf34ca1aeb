import * as api from '#lib/api/overview.ts'
import { methods } from '#lib/server/methods.ts'
import { route } from '#lib/server/route.ts'
import { listGrowth } from '#lib/server/services/list-snapshots.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(api.listGrowth, async ({ context, query }) => listGrowth(context, query)),
})
