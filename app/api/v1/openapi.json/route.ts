import { endpoints } from '#lib/api/index.ts'
import { getOpenApi } from '#lib/api/openapi.ts'
import { methods } from '#lib/server/methods.ts'
import { openApiDocument } from '#lib/server/openapi.ts'
import { route } from '#lib/server/route.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(getOpenApi, async ({ context }) => openApiDocument(endpoints, context.runtime.config.publicUrl)),
})
