import * as api from '#lib/api/policies.ts'
import { methods } from '#lib/server/methods.ts'
import { route } from '#lib/server/route.ts'
import { exportPolicies } from '#lib/server/services/exchange-policies.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(api.exportPolicies, async ({ context, query }) => exportPolicies(context, query)),
})
