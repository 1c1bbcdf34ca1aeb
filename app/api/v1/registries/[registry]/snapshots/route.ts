import * as api from '#lib/api/overview.ts'
import { methods } from '#lib/server/methods.ts'
import { route } from '#lib/server/route.ts'
import { listSnapshots } from '#lib/server/services/list-snapshots.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(api.listSnapshots, async ({ context, params, query }) => listSnapshots(context, params, query)),
})
