import * as api from '#lib/api/audit.ts'
import { methods } from '#lib/server/methods.ts'
import { route } from '#lib/server/route.ts'
import { exportAudit } from '#lib/server/services/export-audit.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(api.exportAudit, async ({ context, query }) => exportAudit(context, query)),
})
