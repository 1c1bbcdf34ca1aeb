import * as api from '#lib/api/sizes.ts'
import { methods } from '#lib/server/methods.ts'
import { route } from '#lib/server/route.ts'
import { getRepositorySizes } from '#lib/server/services/get-repository-sizes.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(api.getRepositorySizes, async ({ context, params }) => getRepositorySizes(context, params)),
})
