import * as api from '#lib/api/policies.ts'
import { methods } from '#lib/server/methods.ts'
import { route } from '#lib/server/route.ts'
import { previewSchedule } from '#lib/server/services/preview-schedule.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route(api.previewSchedule, async ({ body }) => previewSchedule(body)),
})
