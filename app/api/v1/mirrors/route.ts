import * as api from '#lib/api/mirrors.ts'
import { methods } from '#lib/server/methods.ts'
import { route } from '#lib/server/route.ts'
import { addMirror, listMirrors } from '#lib/server/services/mirrors.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(api.listMirrors, async ({ context }) => listMirrors(context)),
  POST: route(api.addMirror, async ({ context, body }) => addMirror(context, body)),
})
