import * as api from '#lib/api/tags.ts'
import { methods } from '#lib/server/methods.ts'
import { route } from '#lib/server/route.ts'
import { previewTagDeletion } from '#lib/server/services/preview-tag-deletion.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(api.previewTagDeletion, async ({ context, params }) => previewTagDeletion(context, params)),
})
