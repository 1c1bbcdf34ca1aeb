import * as api from '#lib/api/comparisons.ts'
import { methods } from '#lib/server/methods.ts'
import { route } from '#lib/server/route.ts'
import { checkComparison } from '#lib/server/services/comparisons.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route(api.checkComparison, async ({ context, params }) => checkComparison(context, params)),
})
