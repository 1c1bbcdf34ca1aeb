import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

/** What a process counts as it happens. What stands in the store is read when somebody asks: `present-state.ts`. */
export type Metrics = ReturnType<typeof createMetrics>

const seconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]

/**
 * Names and units as https://prometheus.io/docs/practices/naming/ has them. No label takes a value that comes from
 * outside without bounds: endpoints and registries are those that there are, statuses are folded.
 */
export function createMetrics() {
  const register = new Registry()
  collectDefaultMetrics({ register })
  const registers = [register]
  const requests = new Counter({
    name: 'portolan_http_requests_total',
    help: 'Requests to the API that were answered, by operation of the OpenAPI document.',
    labelNames: ['operation', 'status'] as const,
    registers,
  })
  const requestDuration = new Histogram({
    name: 'portolan_http_request_duration_seconds',
    help: 'Time until the answer began.',
    labelNames: ['operation'] as const,
    buckets: seconds,
    registers,
  })
  const upstream = new Counter({
    name: 'portolan_registry_requests_total',
    help: 'Requests that went out to a registry (not to its token server or storage); status “none” where no answer came.',
    labelNames: ['registry', 'method', 'status'] as const,
    registers,
  })
  const upstreamDuration = new Histogram({
    name: 'portolan_registry_request_duration_seconds',
    help: 'Time until the registry’s answer began, or failed to.',
    labelNames: ['registry'] as const,
    buckets: seconds,
    registers,
  })
  /** Told of tens of thousands of answers in a walk: what stands for their labels is looked up once. */
  const upstreamOf = remember((registry: string, method: string, status: string) =>
    upstream.labels({ registry, method, status }),
  )
  const upstreamDurationOf = remember((registry: string) => upstreamDuration.labels({ registry }))
  const notifications = new Counter({
    name: 'portolan_notifications_total',
    help: 'Events that a registry told us of.',
    labelNames: ['registry'] as const,
    registers,
  })
  const eventStreams = new Gauge({
    name: 'portolan_event_streams',
    help: 'Open pages that are being told what changes.',
    registers,
  })
  return {
    register,
    notifications,
    eventStreams,
    /** An answer of our own API, after so many milliseconds. */
    countRequest(operation: string, status: number, durationMs: number) {
      requests.inc({ operation, status })
      requestDuration.observe({ operation }, durationMs / 1000)
    },
    /** An answer of a registry; `status` null: there was none. */
    countUpstream(
      registry: string,
      { method, status, durationMs }: { method: string; status: number | null; durationMs: number },
    ) {
      upstreamOf(registry, method, foldStatus(status)).inc()
      upstreamDurationOf(registry).observe(durationMs / 1000)
    },
  }
}

function remember<K extends string[], V>(find: (...key: K) => V): (...key: K) => V {
  const found = new Map<string, V>()
  return (...key) => {
    const name = key.join(' ')
    const known = found.get(name)
    if (known !== undefined) return known
    const value = find(...key)
    found.set(name, value)
    return value
  }
}

const toldApart = new Set([200, 201, 202, 204, 206, 304, 307, 400, 401, 403, 404, 405, 409, 416, 429])

/** A registry that makes up a new status for every answer does not make up a new time series with it. */
export function foldStatus(status: number | null): string {
  if (status === null) return 'none'
  if (toldApart.has(status) || (status >= 500 && status <= 504)) return String(status)
  return status >= 100 && status <= 599 ? `${Math.floor(status / 100)}xx` : 'other'
}
