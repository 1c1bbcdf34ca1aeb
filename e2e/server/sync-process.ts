import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { stringify } from 'yaml'
import { bareEnvironment } from '../lab/process.ts'
import { project } from './places.ts'

export interface Walk {
  readonly registry: string
  readonly state: string
  readonly repositoriesDone: number
  /** Of this process alone. */
  readonly requests: number
  /** The most that the process had resident until then, in MB. */
  readonly residentMb: number
}

/** `sync-app.ts` over these registries in a process of its own. */
export class SyncProcess {
  readonly lines: string[] = []
  readonly #child: ChildProcess
  readonly #ended: Promise<unknown>
  #hasEnded = false

  constructor(dir: string, registries: readonly object[], env: Readonly<Record<string, string>> = {}) {
    mkdirSync(dir, { recursive: true })
    // Under root the database runs as another account, which must be able to pass through.
    chmodSync(dir, 0o711)
    const config = join(dir, 'portolan.yaml')
    writeFileSync(config, stringify({ registries }))
    this.#child = spawn(process.execPath, ['e2e/server/sync-app.ts'], {
      cwd: project,
      env: {
        NODE_ENV: 'test',
        ...bareEnvironment(),
        PORTOLAN_DATA_DIR: join(dir, 'data'),
        PORTOLAN_CONFIG: config,
        PORTOLAN_ADMIN_PASSWORD: 'correct horse battery staple',
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.#ended = once(this.#child, 'close').then(() => {
      this.#hasEnded = true
    })
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      if (stream) createInterface({ input: stream }).on('line', (line) => this.lines.push(line))
    }
  }

  /** What was last said of the walk over a registry; null: nothing yet. */
  walk(registry: string): Walk | null {
    const line = this.lines.findLast((one) => one.startsWith(`walk ${registry} `))
    if (!line) return null
    const [, , state = '', done, requests, resident] = line.split(' ')
    return {
      registry,
      state,
      repositoriesDone: Number(done),
      requests: Number(requests),
      residentMb: Number(resident),
    }
  }

  async until<T>(look: () => T | null | undefined | false, timeoutMs = 120_000): Promise<T> {
    for (const deadline = Date.now() + timeoutMs; ; ) {
      const seen = look()
      if (seen) return seen
      if (this.#hasEnded || Date.now() > deadline)
        throw new Error(`it did not come:\n${this.lines.slice(-30).join('\n')}`)
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
  }

  /** The walk once it has ended, however. */
  ended(registry: string, timeoutMs?: number): Promise<Walk> {
    return this.until(() => {
      const walk = this.walk(registry)
      return walk && walk.state !== 'running' ? walk : null
    }, timeoutMs)
  }

  async kill() {
    this.#child.kill('SIGKILL')
    await this.#ended
  }

  async end() {
    this.#child.kill('SIGTERM')
    await this.#ended
  }
}
