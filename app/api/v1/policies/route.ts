import * as api from '#lib/api/policies.ts'
import { methods } from '#lib/server/methods.ts'
import { route } from '#lib/server/route.ts'
import { addPolicy } from '#lib/server/services/add-policy.ts'
import { listPolicies } from '#lib/server/services/list-policies.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(api.listPolicies, async ({ context }) => listPolicies(context)),
  POST: route(api.addPolicy, async ({ context, body }) => addPolicy(context, body)),
})
