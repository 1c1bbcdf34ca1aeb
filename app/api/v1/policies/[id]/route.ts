import * as api from '#lib/api/policies.ts'
import { methods } from '#lib/server/methods.ts'
import { route } from '#lib/server/route.ts'
import { changePolicy } from '#lib/server/services/change-policy.ts'
import { getPolicy } from '#lib/server/services/get-policy.ts'
import { removePolicy } from '#lib/server/services/remove-policy.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(api.getPolicy, async ({ context, params }) => getPolicy(context, params)),
  PATCH: route(api.changePolicy, async ({ context, params, body }) => changePolicy(context, params, body)),
  DELETE: route(api.removePolicy, async ({ context, params }) => removePolicy(context, params)),
})
