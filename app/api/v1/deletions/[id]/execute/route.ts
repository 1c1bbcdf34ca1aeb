import * as api from '#lib/api/deletions.ts'
import { methods } from '#lib/server/methods.ts'
import { route } from '#lib/server/route.ts'
import { executeDeletion } from '#lib/server/services/run-deletion.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route(api.executeDeletion, async ({ context, params }) => executeDeletion(context, params)),
})
