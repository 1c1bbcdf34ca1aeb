import * as api from '#lib/api/mirrors.ts'
import { methods } from '#lib/server/methods.ts'
import { route } from '#lib/server/route.ts'
import { mirrorServices } from '#lib/server/services/mirrors.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(api.getMirror, async ({ context, params }) => mirrorServices.get(context, params)),
  PATCH: route(api.changeMirror, async ({ context, params, body }) =>
    mirrorServices.change(context, params, body),
  ),
  DELETE: route(api.removeMirror, async ({ context, params }) => mirrorServices.remove(context, params)),
})
