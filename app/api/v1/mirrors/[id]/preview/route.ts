import * as api from '#lib/api/mirrors.ts'
import { methods } from '#lib/server/methods.ts'
import { route } from '#lib/server/route.ts'
import { previewMirror } from '#lib/server/services/mirrors.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route(api.previewMirror, async ({ context, params, body }) => previewMirror(context, params, body)),
})
