import * as api from '#lib/api/registries.ts'
import { methods } from '#lib/server/methods.ts'
import { route } from '#lib/server/route.ts'
import { refreshRegistry } from '#lib/server/services/refresh-registry.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route(api.refreshRegistry, async ({ context, params, body }) =>
    refreshRegistry(context, params, body),
  ),
})
