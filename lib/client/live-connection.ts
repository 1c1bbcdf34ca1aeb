import { Change, recentMs } from '#lib/api/live.ts'

/** What is used of a browser's `EventSource`. */
export interface EventSourceLike {
  addEventListener(type: string, listener: (event: { data?: unknown }) => void): void
  close(): void
}

export interface LiveConnectionOptions {
  /** Opens the stream; `sinceMs`: what was told so long ago is to be told again. */
  open(sinceMs: number): EventSourceLike
  onChange(change: Change): void
  onConnected(isConnected: boolean): void
  /** Milliseconds since the page was loaded: what it shows is no older. */
  now(): number
}

const firstDelayMs = 1_000
const longestDelayMs = 30_000
/** The server says something every 15 s; after three times that it is gone, or a proxy holds everything back. */
const silenceMs = 45_000
/** Clocks, and what was on its way. */
const slackMs = 2_000

/**
 * Keeps a stream of changes open: again with growing delays after it broke, and after silence. Whoever listens is told
 * `anything` when more may have happened than was told.
 */
export class LiveConnection {
  readonly #options: LiveConnectionOptions
  #source: EventSourceLike | null = null
  #timer: ReturnType<typeof setTimeout> | undefined
  #delayMs = firstDelayMs
  /** When the stream last said something; at first, when the page was loaded. */
  #heardAt = 0

  constructor(options: LiveConnectionOptions) {
    this.#options = options
  }

  start(): void {
    if (this.#source || this.#timer) return
    this.#open()
  }

  stop(): void {
    this.#close()
    this.#delayMs = firstDelayMs
  }

  #open(): void {
    const { open, onChange, onConnected, now } = this.#options
    this.#timer = undefined
    const sinceMs = Math.ceil(now() - this.#heardAt + slackMs)
    const source = open(Math.min(sinceMs, recentMs))
    this.#source = source
    const on = (type: string, listener: (data: unknown) => void) =>
      source.addEventListener(type, ({ data }) => {
        if (this.#source !== source) return
        this.#heard()
        listener(data)
      })
    on('ready', () => {
      this.#delayMs = firstDelayMs
      onConnected(true)
      // Further back the server remembers nothing.
      if (sinceMs > recentMs) onChange({ about: 'anything' })
    })
    on('beat', () => {})
    on('resync', () => onChange({ about: 'anything' }))
    on('change', (data) => onChange(parse(data)))
    source.addEventListener('error', () => this.#source === source && this.#again())
    this.#watch()
  }

  #heard(): void {
    this.#heardAt = this.#options.now()
    this.#watch()
  }

  #watch(): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#again(), silenceMs)
  }

  #again(): void {
    this.#close()
    // Not all at once, when the server comes back.
    this.#timer = setTimeout(() => this.#open(), this.#delayMs * (0.5 + Math.random()))
    this.#delayMs = Math.min(this.#delayMs * 2, longestDelayMs)
  }

  #close(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#source?.close()
    this.#source = null
    this.#options.onConnected(false)
  }
}

/** A newer server may tell of what this page does not know. */
function parse(data: unknown): Change {
  try {
    const parsed = Change.safeParse(JSON.parse(String(data)))
    if (parsed.success) return parsed.data
  } catch {
    // No JSON: not known either.
  }
  return { about: 'anything' }
}
