import * as api from '#lib/api/manifest-list.ts'
import { methods } from '#lib/server/methods.ts'
import { route } from '#lib/server/route.ts'
import { listManifests } from '#lib/server/services/list-manifests.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(api.listManifests, async ({ context, params, query }) => listManifests(context, params, query)),
})
