import * as api from '#lib/api/policies.ts'
import { methods } from '#lib/server/methods.ts'
import { route } from '#lib/server/route.ts'
import { previewPolicyDraft } from '#lib/server/services/policies.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route(api.previewPolicyDraft, async ({ context, body }) => previewPolicyDraft(context, body)),
})
