import * as api from '#lib/api/suggestions.ts'
import { methods } from '#lib/server/methods.ts'
import { route } from '#lib/server/route.ts'
import { getSuggestions } from '#lib/server/services/get-suggestions.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(api.getSuggestions, async ({ context, params, query }) =>
    getSuggestions(context, params, query),
  ),
})
