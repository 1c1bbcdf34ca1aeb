import * as api from '#lib/api/repositories.ts'
import { methods } from '#lib/server/methods.ts'
import { route } from '#lib/server/route.ts'
import { getRepository } from '#lib/server/services/get-repository.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(api.getRepository, async ({ context, params }) => getRepository(context, params)),
})
