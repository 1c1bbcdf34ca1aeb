import * as api from '#lib/api/registries.ts'
import { methods } from '#lib/server/methods.ts'
import { route } from '#lib/server/route.ts'
import { addRegistry } from '#lib/server/services/add-registry.ts'
import { listRegistries } from '#lib/server/services/list-registries.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(api.listRegistries, async ({ context, query }) => listRegistries(context, query)),
  POST: route(api.addRegistry, async ({ context, body }) => addRegistry(context, body)),
})
