import * as api from '#lib/api/mirrors.ts'
import { methods } from '#lib/server/methods.ts'
import { route } from '#lib/server/route.ts'
import { mirrorServices } from '#lib/server/services/mirrors.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route(api.runMirror, async ({ context, params, body }) => mirrorServices.run(context, params, body)),
})
