import * as api from '#lib/api/copies.ts'
import { methods } from '#lib/server/methods.ts'
import { route } from '#lib/server/route.ts'
import { undoCopy } from '#lib/server/services/run-copy.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route(api.undoCopy, async ({ context, params }) => undoCopy(context, params)),
})
