import * as api from '#lib/api/comparisons.ts'
import { methods } from '#lib/server/methods.ts'
import { route } from '#lib/server/route.ts'
import { listComparisonChecks } from '#lib/server/services/comparisons.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(api.listComparisonChecks, async ({ context, params, query }) =>
    listComparisonChecks(context, params, query),
  ),
})
