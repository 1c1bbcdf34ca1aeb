import * as api from '#lib/api/registries.ts'
import { methods } from '#lib/server/methods.ts'
import { route } from '#lib/server/route.ts'
import { changeRegistry } from '#lib/server/services/change-registry.ts'
import { getRegistry } from '#lib/server/services/get-registry.ts'
import { removeRegistry } from '#lib/server/services/remove-registry.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(api.getRegistry, async ({ context, params }) => getRegistry(context, params)),
  PATCH: route(api.changeRegistry, async ({ context, params, body }) =>
    changeRegistry(context, params, body),
  ),
  DELETE: route(api.removeRegistry, async ({ context, params }) => removeRegistry(context, params)),
})
