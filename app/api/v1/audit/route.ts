import * as api from '#lib/api/audit.ts'
import { methods } from '#lib/server/methods.ts'
import { route } from '#lib/server/route.ts'
import { listAudit } from '#lib/server/services/list-audit.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(api.listAudit, async ({ context, query }) => listAudit(context, query)),
})
