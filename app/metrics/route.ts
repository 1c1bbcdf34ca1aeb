import * as api from '#lib/api/metrics.ts'
import { methods } from '#lib/server/methods.ts'
import { route } from '#lib/server/route.ts'
import { getMetrics } from '#lib/server/services/get-metrics.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(api.getMetrics, async ({ context }) => getMetrics(context)),
})
