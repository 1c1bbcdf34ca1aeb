import * as api from '#lib/api/overview.ts'
import { methods } from '#lib/server/methods.ts'
import { route } from '#lib/server/route.ts'
import { getOverview } from '#lib/server/services/get-overview.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(api.getOverview, async ({ context }) => getOverview(context)),
})
