import * as api from '#lib/api/mirrors.ts'
import { methods } from '#lib/server/methods.ts'
import { route } from '#lib/server/route.ts'
import { mirrorServices } from '#lib/server/services/mirrors.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(api.listMirrors, async ({ context }) => mirrorServices.list(context)),
  POST: route(api.addMirror, async ({ context, body }) => mirrorServices.add(context, body)),
})
