import * as api from '#lib/api/compare-images.ts'
import { methods } from '#lib/server/methods.ts'
import { route } from '#lib/server/route.ts'
import { compareImages } from '#lib/server/services/compare-images.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(api.compareImages, async ({ context, query }) => compareImages(context, query)),
})
