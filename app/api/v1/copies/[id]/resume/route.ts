import * as api from '#lib/api/copies.ts'
import { methods } from '#lib/server/methods.ts'
import { route } from '#lib/server/route.ts'
import { resumeCopy } from '#lib/server/services/run-copy.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route(api.resumeCopy, async ({ context, params }) => resumeCopy(context, params)),
})
