import * as api from '#lib/api/sizes.ts'
import { methods } from '#lib/server/methods.ts'
import { route } from '#lib/server/route.ts'
import { getSizes } from '#lib/server/services/get-sizes.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(api.getSizes, async ({ context, params, query }) => getSizes(context, params, query)),
})
