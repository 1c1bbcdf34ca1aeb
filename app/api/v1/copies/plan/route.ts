import * as api from '#lib/api/copy-plan.ts'
import { methods } from '#lib/server/methods.ts'
import { route } from '#lib/server/route.ts'
import { planCopy } from '#lib/server/services/plan-copy.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route(api.planCopy, async ({ context, body }) => planCopy(context, body)),
})
