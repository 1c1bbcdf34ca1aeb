import { type Portolan, type SignedIn, signIn, startPortolan } from '../lab/portolan.ts'
import type { Measurement, Row } from './measurement.ts'
import type { Scale } from './scale.ts'

/** What a group of rows shares. */
export interface Topic {
  readonly title: string
  /** Told also when measuring breaks off: a row that is not measured has failed. */
  readonly rows: readonly Row[]
  measure(bench: Bench): Promise<Measurement[]>
}

export interface Console extends SignedIn {
  readonly app: Portolan
}

/** A registry of Portolan's with a repository all of whose tags are in the index. */
export interface KnownRepository {
  readonly console: Console
  readonly registry: string
  readonly repository: string
  readonly tags: number
  /** What was asked of the registry itself since `clearLog`. */
  log(): Promise<readonly { readonly method: string; readonly path: string }[]>
  clearLog(): Promise<void>
}

/** One run: its size, what several topics share, and what has to be ended afterwards. */
export class Bench {
  readonly scale: Scale
  /** The repository that was opened last, for those who measure lists. */
  known: KnownRepository | null = null
  private shared: Promise<Console> | null = null
  private readonly stops: (() => Promise<unknown>)[] = []

  constructor(scale: Scale) {
    this.scale = scale
  }

  /** Ends with the run, the last one first; or before, by its own `stop`. */
  keep<T extends { stop(): Promise<unknown> }>(started: T): T {
    let stopping: Promise<unknown> | null = null
    const stop = () => {
      stopping ??= started.stop()
      return stopping
    }
    this.stops.unshift(stop)
    return { ...started, stop }
  }

  /** The Portolan that topics share; the first who asks starts it, over an address where nothing answers. */
  console(): Promise<Console> {
    this.shared ??= this.startConsole()
    return this.shared
  }

  /** A Portolan of one's own, signed in, that has no registry worth the name yet. */
  async startConsole(): Promise<Console> {
    // Without any registry it would start its demo.
    const registries = [{ id: 'nothing', name: 'Nothing', url: 'http://127.0.0.1:9', syncEvery: 'off' }]
    const started = await startPortolan({ registries })
    const app = this.keep(started)
    return { app, ...(await signIn(app.url)) }
  }

  async stop(): Promise<void> {
    for (const stop of this.stops.splice(0)) await stop()
  }
}
