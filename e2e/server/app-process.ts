import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

/** Where an application runs, and as whom. */
export interface Place {
  /** The project's folder, or a copy of it. */
  readonly cwd: string
  readonly ids?: { readonly uid: number; readonly gid: number }
  readonly env?: Readonly<Record<string, string>>
}

const running = new Set<StoreApp>()

/** The application of `store-app.ts` in a process of its own. */
export class StoreApp {
  readonly lines: string[] = []
  readonly #child: ChildProcess
  readonly #ended: Promise<unknown>
  #wake: () => void = () => undefined

  constructor(place: Place, dataDir: string, ...args: readonly string[]) {
    this.#child = spawn(process.execPath, ['e2e/server/store-app.ts', dataDir, ...args], {
      cwd: place.cwd,
      ...place.ids,
      env: { PATH: process.env.PATH ?? '', NODE_ENV: 'test', ...place.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.#ended = once(this.#child, 'close').finally(() => {
      running.delete(this)
      this.#wake()
    })
    running.add(this)
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      if (!stream) continue
      createInterface({ input: stream }).on('line', (line) => {
        this.lines.push(line)
        this.#wake()
      })
    }
  }

  /** The first line that starts so, of those from `after` on. Rejects when the process ends without it. */
  async line(start: string, after = 0): Promise<string> {
    for (;;) {
      const found = this.lines.slice(after).find((line) => line.startsWith(start))
      if (found !== undefined) return found
      if (!running.has(this)) throw new Error(`no line "${start}…" in:\n${this.lines.join('\n')}`)
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    }
  }

  /** The rows whose commit was acknowledged. */
  get acknowledged(): string[] {
    return this.lines.flatMap((line) => (line.startsWith('wrote ') ? [line.slice(6)] : []))
  }

  /** Waits until so many more rows were acknowledged. */
  async writes(count: number) {
    const target = this.acknowledged.length + count
    while (this.acknowledged.length < target) {
      if (!running.has(this)) throw new Error(`ended early:\n${this.lines.slice(-20).join('\n')}`)
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    }
  }

  async kill() {
    this.#child.kill('SIGKILL')
    await this.#ended
  }

  /** Ends it in an orderly way, with all that it does for that. */
  async end(): Promise<number | null> {
    this.#child.kill('SIGTERM')
    await this.#ended
    return this.#child.exitCode
  }

  async exit(): Promise<number | null> {
    await this.#ended
    return this.#child.exitCode
  }
}

export async function endAll() {
  await Promise.all([...running].map((app) => app.end()))
}
