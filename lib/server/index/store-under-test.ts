import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { RegistryError, type RegistryErrorCode } from '#lib/registry/error.ts'
import type { RegistryClient } from '#lib/registry/types.ts'
import { createLocalChanges } from '../live/changes.ts'
import { createLog } from '../log.ts'
import { createMetrics } from '../metrics/metrics.ts'
import { RegistryDirectory } from '../registries/directory.ts'
import type { RegistrySettings } from '../registries/settings.ts'
import { openStore } from '../store/store.ts'
import type { Place } from './place.ts'
import { SingleFlight } from './single-flight.ts'

export const settingsUnderTest = (more: Partial<RegistrySettings> = {}): RegistrySettings => ({
  id: 'one',
  name: 'One',
  url: 'http://127.0.0.1:1',
  type: 'generic',
  auth: null,
  tls: null,
  publicHost: null,
  readOnly: false,
  repositories: [],
  syncEveryMs: null,
  requestsPerMinute: null,
  source: 'file',
  ...more,
})

export const failing = (code: RegistryErrorCode, status: number | null = null) =>
  new RegistryError({ code, status, registry: 'one' })

/** A client with the methods of a test; every other one fails the test. */
export const clientUnderTest = (methods: Partial<RegistryClient>): RegistryClient =>
  new Proxy(methods, {
    get: (target, name) =>
      Reflect.get(target, name) ??
      (() => Promise.reject(new Error(`nobody foresaw a call of ${String(name)}`))),
  }) as RegistryClient

/** Jobs that are never done. */
const idleJobs: Place['runtime']['jobs'] = {
  start: async () => {},
  ready: async () => {},
  put: async () => {},
  insert: async () => {},
  work: async () => {},
  setSchedules: async () => {},
  wake: () => {},
  recover: async () => {},
  close: async () => {},
}

/** A store of its own in a folder of its own, and places in it. */
export async function openWorldUnderTest() {
  const dataDir = await mkdtemp(join(tmpdir(), 'portolan-index-'))
  const store = await openStore({ dataDir, databaseUrl: null }, { log: { info: () => {}, warn: () => {} } })
  const log = createLog('silent')
  const registries = new RegistryDirectory([], async () => [])
  const config = {} as Place['runtime']['config']
  const placeOf = (
    methods: Partial<RegistryClient>,
    repository = 'team/app',
    more: Partial<RegistrySettings> = {},
  ): Place => ({
    runtime: {
      config,
      store,
      secret: 'secret',
      log,
      registries,
      flights: new SingleFlight(),
      jobs: idleJobs,
      changes: createLocalChanges(),
      metrics: createMetrics(),
      close: async () => {},
    },
    registry: { settings: settingsUnderTest(more), client: clientUnderTest(methods) },
    repository,
  })
  return {
    store,
    placeOf,
    close: async () => {
      await store.close()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
export type WorldUnderTest = Awaited<ReturnType<typeof openWorldUnderTest>>
