import * as api from '#lib/api/deletions.ts'
import { methods } from '#lib/server/methods.ts'
import { route } from '#lib/server/route.ts'
import { getDeletionReport } from '#lib/server/services/get-deletion-report.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(api.getDeletionReport, async ({ context, params, query }) =>
    getDeletionReport(context, params, query),
  ),
})
