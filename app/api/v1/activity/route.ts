import * as api from '#lib/api/activity.ts'
import { methods } from '#lib/server/methods.ts'
import { route } from '#lib/server/route.ts'
import { listActivity } from '#lib/server/services/list-activity.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(api.listActivity, async ({ context, query }) => listActivity(context, query)),
})
