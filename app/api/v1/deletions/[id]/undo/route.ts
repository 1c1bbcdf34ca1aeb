import * as api from '#lib/api/deletions.ts'
import { methods } from '#lib/server/methods.ts'
import { route } from '#lib/server/route.ts'
import { undoDeletionRun } from '#lib/server/services/run-deletion.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route(api.undoDeletion, async ({ context, params, body }) => undoDeletionRun(context, params, body)),
})
