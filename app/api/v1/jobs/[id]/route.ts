import * as api from '#lib/api/jobs.ts'
import { methods } from '#lib/server/methods.ts'
import { route } from '#lib/server/route.ts'
import { getJob } from '#lib/server/services/get-job.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(api.getJob, async ({ context, params }) => getJob(context, params)),
})
