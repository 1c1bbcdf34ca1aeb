import { expect, test } from 'vitest'
import { createMetrics, foldStatus } from './metrics.ts'

test('a registry that answers with every status there is makes few time series', () => {
  const all = [null, ...Array.from({ length: 1000 }, (_, status) => status)]
  const folded = new Set(all.map(foldStatus))
  expect(folded.size).toBeLessThan(30)
  expect([200, 404, 429, 503, 418, 999, null].map(foldStatus)).toEqual([
    '200',
    '404',
    '429',
    '503',
    '4xx',
    'other',
    'none',
  ])
})

test('what is counted stands in the text with its labels, durations in seconds', async () => {
  const metrics = createMetrics()
  metrics.countRequest('listTags', 200, 20)
  metrics.countRequest('listTags', 401, 1)
  metrics.countUpstream('local', { method: 'HEAD', status: null, durationMs: 30_000 })
  const text = await metrics.register.metrics()
  expect(text).toContain('portolan_http_requests_total{operation="listTags",status="200"} 1\n')
  expect(text).toContain('portolan_http_requests_total{operation="listTags",status="401"} 1\n')
  expect(text).toContain('portolan_http_request_duration_seconds_sum{operation="listTags"} 0.021\n')
  expect(text).toContain('portolan_registry_requests_total{registry="local",method="HEAD",status="none"} 1\n')
  expect(text).toContain('portolan_registry_request_duration_seconds_sum{registry="local"} 30\n')
  expect(text).toMatch(/^process_resident_memory_bytes \d+/m)
})
