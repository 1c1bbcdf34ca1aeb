import * as api from '#lib/api/freed-bytes.ts'
import { methods } from '#lib/server/methods.ts'
import { route } from '#lib/server/route.ts'
import { estimateFreed } from '#lib/server/services/estimate-freed.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route(api.estimateFreed, async ({ context, body }) => estimateFreed(context, body)),
})
