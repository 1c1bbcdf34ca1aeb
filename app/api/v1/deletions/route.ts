import * as api from '#lib/api/deletions.ts'
import { methods } from '#lib/server/methods.ts'
import { route } from '#lib/server/route.ts'
import { listDeletions } from '#lib/server/services/list-deletions.ts'
import { planDeletion } from '#lib/server/services/plan-deletion.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(api.listDeletions, async ({ context, query }) => listDeletions(context, query)),
  POST: route(api.planDeletion, async ({ context, body }) => planDeletion(context, body)),
})
