import * as api from '#lib/api/policies.ts'
import { methods } from '#lib/server/methods.ts'
import { route } from '#lib/server/route.ts'
import { importPolicies } from '#lib/server/services/exchange-policies.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route(api.importPolicies, async ({ context, body }) => importPolicies(context, body)),
})
