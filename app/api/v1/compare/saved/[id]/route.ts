import * as api from '#lib/api/comparisons.ts'
import { methods } from '#lib/server/methods.ts'
import { route } from '#lib/server/route.ts'
import { changeComparison, getComparison, removeComparison } from '#lib/server/services/comparisons.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(api.getComparison, async ({ context, params }) => getComparison(context, params)),
  PATCH: route(api.changeComparison, async ({ context, params, body }) =>
    changeComparison(context, params, body),
  ),
  DELETE: route(api.removeComparison, async ({ context, params }) => removeComparison(context, params)),
})
