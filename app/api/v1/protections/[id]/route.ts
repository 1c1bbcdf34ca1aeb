import * as api from '#lib/api/protections.ts'
import { methods } from '#lib/server/methods.ts'
import { route } from '#lib/server/route.ts'
import { removeProtection } from '#lib/server/services/remove-protection.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  DELETE: route(api.removeProtection, async ({ context, params }) => removeProtection(context, params)),
})
