import * as api from '#lib/api/mirrors.ts'
import { methods } from '#lib/server/methods.ts'
import { route } from '#lib/server/route.ts'
import { previewMirrorDraft } from '#lib/server/services/mirrors.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route(api.previewMirrorDraft, async ({ context, body }) => previewMirrorDraft(context, body)),
})
