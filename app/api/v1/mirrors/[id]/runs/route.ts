import * as api from '#lib/api/mirrors.ts'
import { methods } from '#lib/server/methods.ts'
import { route } from '#lib/server/route.ts'
import { listMirrorRuns } from '#lib/server/services/list-mirror-runs.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(api.listMirrorRuns, async ({ context, params, query }) =>
    listMirrorRuns(context, params, query),
  ),
})
