import { z } from 'zod'
import { defineEndpoint } from './endpoint.ts'

/** At the root, where scrapers look, and so not part of the document of what stands below /api/v1. */
export const getMetrics = defineEndpoint({
  id: 'getMetrics',
  method: 'GET',
  path: '/metrics',
  summary: 'Figures of this process and of the registries, in the text format of Prometheus',
  can: 'read',
  guard: 'scraper',
  response: z.string(),
  produces: 'bytes',
})
