import type { Logger } from 'pino'
import type { Config } from './config/config.ts'
import type { SingleFlight } from './index/single-flight.ts'
import type { Jobs } from './jobs/jobs.ts'
import type { Changes } from './live/changes.ts'
import type { Metrics } from './metrics/metrics.ts'
import type { RegistryDirectory } from './registries/directory.ts'
import type { Store } from './store/store.ts'

/** What one process of Portolan holds open for as long as it lives. */
export interface Runtime {
  readonly config: Config
  readonly store: Store
  /** Signs sessions and encrypts stored credentials. */
  readonly secret: string
  readonly log: Logger
  readonly registries: RegistryDirectory
  /** Reads of registries that are under way, so that ten readers of a list cause one request. */
  readonly flights: SingleFlight
  /** Work that outlives a request, and the process. */
  readonly jobs: Jobs
  /** What open pages are told. */
  readonly changes: Changes
  /** What this process counts of itself. */
  readonly metrics: Metrics
  close(): Promise<void>
}

const place = Symbol.for('portolan.runtime')
type Holder = { [place]?: Promise<Runtime> }

/** The bundler may load this module more than once in a process; there is one runtime all the same. */
export function getRuntime(): Promise<Runtime> {
  const holder = globalThis as Holder
  holder[place] ??= import('./boot.ts').then(({ boot }) =>
    boot(process.env, process.env.PORTOLAN_CWD ?? process.cwd()),
  )
  return holder[place]
}
