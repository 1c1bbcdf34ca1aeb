import * as api from '#lib/api/comparisons.ts'
import { methods } from '#lib/server/methods.ts'
import { route } from '#lib/server/route.ts'
import { addComparison, listComparisons } from '#lib/server/services/comparisons.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(api.listComparisons, async ({ context }) => listComparisons(context)),
  POST: route(api.addComparison, async ({ context, body }) => addComparison(context, body)),
})
