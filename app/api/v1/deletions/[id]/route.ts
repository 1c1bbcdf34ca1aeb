import * as api from '#lib/api/deletions.ts'
import { methods } from '#lib/server/methods.ts'
import { route } from '#lib/server/route.ts'
import { getDeletion } from '#lib/server/services/get-deletion.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(api.getDeletion, async ({ context, params }) => getDeletion(context, params)),
})
