import * as api from '#lib/api/manifests.ts'
import { methods } from '#lib/server/methods.ts'
import { route } from '#lib/server/route.ts'
import { getRawManifest } from '#lib/server/services/get-raw-manifest.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(api.getRawManifest, async ({ context, params }) => getRawManifest(context, params)),
})
