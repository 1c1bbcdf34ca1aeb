import * as api from '#lib/api/compare.ts'
import { methods } from '#lib/server/methods.ts'
import { route } from '#lib/server/route.ts'
import { exportComparison } from '#lib/server/services/export-comparison.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(api.exportComparison, async ({ context, query }) => exportComparison(context, query)),
})
