import * as api from '#lib/api/repositories.ts'
import { methods } from '#lib/server/methods.ts'
import { route } from '#lib/server/route.ts'
import { listRepositories } from '#lib/server/services/list-repositories.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(api.listRepositories, async ({ context, params, query }) =>
    listRepositories(context, params, query),
  ),
})
