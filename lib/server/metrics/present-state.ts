import { Gauge, Registry } from 'prom-client'
import { countJobs } from '../jobs/active-jobs.ts'
import { queues } from '../jobs/jobs.ts'
import type { Runtime } from '../runtime.ts'
import { isStoreFailure } from '../store-failure.ts'
import { type RegistryFigures, readRegistryFigures } from './registry-figures.ts'

/**
 * What is so just now, in the text format of Prometheus: made anew for each answer, so that two who ask at once do not see
 * one another's halves. What is unknown is left out, and not 0.
 */
export async function presentState(runtime: Runtime): Promise<string> {
  const register = new Registry()
  const gauge = <L extends string>(name: string, help: string, labelNames: readonly L[]) =>
    new Gauge({ name: `portolan_${name}`, help, labelNames: [...labelNames], registers: [register] })

  const { totalCount, idleCount, waitingCount } = runtime.store.pool
  const connections = gauge('database_connections', 'Connections to the database, and who waits for one.', [
    'state',
  ])
  connections.set({ state: 'used' }, totalCount - idleCount)
  connections.set({ state: 'idle' }, idleCount)
  connections.set({ state: 'awaited' }, waitingCount)

  const limit = gauge('registry_concurrency_limit', 'Requests that may be under way to a registry at once.', [
    'registry',
  ])
  const active = gauge('registry_requests_active', 'Requests to a registry that are under way.', ['registry'])
  const up = gauge('database_up', 'Whether the database answered just now.', [])
  try {
    const connected = await runtime.registries.list()
    for (const { settings, client } of connected) {
      const traffic = client.traffic()
      limit.set({ registry: settings.id }, traffic.concurrency)
      active.set({ registry: settings.id }, traffic.active)
    }
    const [figures, jobs] = await Promise.all([
      readRegistryFigures(
        runtime.store,
        connected.map(({ settings }) => settings.id),
      ),
      countJobs(runtime.store, Object.values(queues)),
    ])
    addJobs(gauge, jobs)
    addRegistries(gauge, figures)
    up.set(1)
  } catch (error) {
    // What the process counted is worth most when its database is away.
    if (!isStoreFailure(error)) throw error
    up.set(0)
  }
  return register.metrics()
}

type MakeGauge = <L extends string>(name: string, help: string, labelNames: readonly L[]) => Gauge<L>

function addJobs(gauge: MakeGauge, jobs: Awaited<ReturnType<typeof countJobs>>): void {
  const count = gauge('jobs', 'Jobs of all replicas: due, planned for later, and under way.', [
    'queue',
    'state',
  ])
  for (const { queue, due, planned, running } of jobs) {
    count.set({ queue, state: 'due' }, due)
    count.set({ queue, state: 'planned' }, planned)
    count.set({ queue, state: 'running' }, running)
  }
}

const told: readonly (readonly [keyof RegistryFigures, string, string])[] = [
  ['isUp', 'registry_up', 'Whether the registry answered us well when it was last asked.'],
  ['latencySeconds', 'registry_latency_seconds', 'How long its last good answer to GET /v2/ took.'],
  ['checkedAt', 'registry_checked_timestamp_seconds', 'When it was last asked whether it is there.'],
  ['repositories', 'registry_repositories', 'Repositories in the index.'],
  ['tags', 'registry_tags', 'Tags in the index, as far as they were counted.'],
  ['bytes', 'registry_bytes', 'Distinct bytes at the end of the last walk that knew all of them.'],
  [
    'failedRepositories',
    'registry_failed_repositories',
    'Repositories that could not be read in the last walk.',
  ],
  ['isWalking', 'registry_walk_running', 'Whether the background is reading all of it just now.'],
  ['walkedAt', 'registry_walked_timestamp_seconds', 'When the last walk ended that was not given up.'],
  ['walkSeconds', 'registry_walk_duration_seconds', 'How long that walk took.'],
]

function addRegistries(gauge: MakeGauge, figures: readonly RegistryFigures[]): void {
  for (const [key, name, help] of told) {
    const one = gauge(name, help, ['registry'])
    for (const row of figures) {
      const value = row[key]
      if (value !== null) one.set({ registry: row.registry }, Number(value))
    }
  }
}
