import * as api from '#lib/api/deletions.ts'
import { methods } from '#lib/server/methods.ts'
import { route } from '#lib/server/route.ts'
import { previewDeletionUndo } from '#lib/server/services/run-deletion.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route(api.previewUndo, async ({ context, params, body }) =>
    previewDeletionUndo(context, params, body),
  ),
})
