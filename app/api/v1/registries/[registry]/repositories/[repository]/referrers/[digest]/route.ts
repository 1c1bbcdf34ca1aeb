import * as api from '#lib/api/manifests.ts'
import { methods } from '#lib/server/methods.ts'
import { route } from '#lib/server/route.ts'
import { listReferrers } from '#lib/server/services/list-referrers.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(api.listReferrers, async ({ context, params }) => listReferrers(context, params)),
})
