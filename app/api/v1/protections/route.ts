import * as api from '#lib/api/protections.ts'
import { methods } from '#lib/server/methods.ts'
import { route } from '#lib/server/route.ts'
import { addProtection } from '#lib/server/services/add-protection.ts'
import { listProtections } from '#lib/server/services/list-protections.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(api.listProtections, async ({ context }) => listProtections(context)),
  POST: route(api.addProtection, async ({ context, body }) => addProtection(context, body)),
})
