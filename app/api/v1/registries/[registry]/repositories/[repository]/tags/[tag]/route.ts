import * as api from '#lib/api/tags.ts'
import { methods } from '#lib/server/methods.ts'
import { route } from '#lib/server/route.ts'
import { deleteTag } from '#lib/server/services/delete-tag.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  DELETE: route(api.deleteTag, async ({ context, params, headers }) =>
    deleteTag(context, params, headers['if-match']),
  ),
})
