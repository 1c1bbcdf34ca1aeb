import * as api from '#lib/api/hooks.ts'
import { methods } from '#lib/server/methods.ts'
import { route } from '#lib/server/route.ts'
import { getRegistryHook, makeRegistryHook } from '#lib/server/services/registry-hook.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(api.getRegistryHook, async ({ context, params }) => getRegistryHook(context, params)),
  POST: route(api.makeRegistryHook, async ({ context, params }) => makeRegistryHook(context, params)),
})
