import * as api from '#lib/api/manifests.ts'
import { methods } from '#lib/server/methods.ts'
import { route } from '#lib/server/route.ts'
import { getBlob } from '#lib/server/services/get-blob.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(api.getBlob, async ({ context, params, headers }) => getBlob(context, params, headers.range)),
})
