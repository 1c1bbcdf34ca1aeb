import * as api from '#lib/api/manifests.ts'
import { methods } from '#lib/server/methods.ts'
import { route } from '#lib/server/route.ts'
import { getManifest } from '#lib/server/services/get-manifest.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(api.getManifest, async ({ context, params }) => getManifest(context, params)),
})
