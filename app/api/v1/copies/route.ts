import * as api from '#lib/api/copies.ts'
import { methods } from '#lib/server/methods.ts'
import { route } from '#lib/server/route.ts'
import { listCopies } from '#lib/server/services/list-copies.ts'
import { startCopy } from '#lib/server/services/run-copy.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(api.listCopies, async ({ context, query }) => listCopies(context, query)),
  POST: route(api.startCopy, async ({ context, body }) => startCopy(context, body)),
})
