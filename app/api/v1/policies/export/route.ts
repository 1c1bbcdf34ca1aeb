import * as api from '#lib/api/policies.ts'
import { methods } from '#lib/server/methods.ts'
import { route } from '#lib/server/route.ts'
import { policyServices } from '#lib/server/services/policies.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(api.exportPolicies, async ({ context, query }) => policyServices.exportYaml(context, query)),
})
