import * as api from '#lib/api/mirrors.ts'
import { methods } from '#lib/server/methods.ts'
import { route } from '#lib/server/route.ts'
import { changeMirror, getMirror, removeMirror } from '#lib/server/services/mirrors.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(api.getMirror, async ({ context, params }) => getMirror(context, params)),
  PATCH: route(api.changeMirror, async ({ context, params, body }) => changeMirror(context, params, body)),
  DELETE: route(api.removeMirror, async ({ context, params }) => removeMirror(context, params)),
})
