import * as api from '#lib/api/policies.ts'
import { methods } from '#lib/server/methods.ts'
import { route } from '#lib/server/route.ts'
import { policyServices } from '#lib/server/services/policies.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(api.getPolicy, async ({ context, params }) => policyServices.get(context, params)),
  PATCH: route(api.changePolicy, async ({ context, params, body }) =>
    policyServices.change(context, params, body),
  ),
  DELETE: route(api.removePolicy, async ({ context, params }) => policyServices.remove(context, params)),
})
