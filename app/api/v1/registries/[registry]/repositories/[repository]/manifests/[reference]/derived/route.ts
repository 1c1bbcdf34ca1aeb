import * as api from '#lib/api/base-images.ts'
import { methods } from '#lib/server/methods.ts'
import { route } from '#lib/server/route.ts'
import { listDerived } from '#lib/server/services/list-derived.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(api.listDerived, async ({ context, params, query }) => listDerived(context, params, query)),
})
