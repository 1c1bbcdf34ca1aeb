import * as api from '#lib/api/places.ts'
import { methods } from '#lib/server/methods.ts'
import { route } from '#lib/server/route.ts'
import { getPlaces } from '#lib/server/services/get-places.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(api.getPlaces, async ({ context, params, query }) => getPlaces(context, params, query)),
})
