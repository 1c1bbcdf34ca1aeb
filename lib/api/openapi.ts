import { z } from 'zod'
import { defineEndpoint } from './endpoint.ts'

export const getOpenApi = defineEndpoint({
  id: 'getOpenApi',
  method: 'GET',
  path: '/openapi.json',
  summary: 'This API as an OpenAPI 3.1 document',
  can: 'read',
  response: z.record(z.string(), z.unknown()),
})
