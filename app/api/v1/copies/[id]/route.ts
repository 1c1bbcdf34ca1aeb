import * as api from '#lib/api/copies.ts'
import { methods } from '#lib/server/methods.ts'
import { route } from '#lib/server/route.ts'
import { getCopy } from '#lib/server/services/get-copy.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(api.getCopy, async ({ context, params }) => getCopy(context, params)),
})
