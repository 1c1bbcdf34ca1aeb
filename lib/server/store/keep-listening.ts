import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'

/** A peer that went away without a word is noticed by asking. */
const checkEveryMs = 15_000
const longestDelayMs = 5_000

export interface ListeningOptions {
  connect(): pg.Client
  readonly channel: string
  /** What is heard there, for a log line: “changes”. */
  readonly what: string
  readonly log: { warn(message: string): void; debug(message: string): void }
  onMessage(payload: string): void
  /** Called each time the connection listens; not `isFirst`: it was broken, and what was said meanwhile is lost. */
  onListening(isFirst: boolean): void
}

export interface Listening {
  /** Whether it was said; never throws. */
  notify(payload: string): Promise<boolean>
  close(): Promise<void>
}

/** Listens on a channel of PostgreSQL until closed, over a connection that is opened again whenever it breaks. */
export function keepListening(options: ListeningOptions): Listening {
  const { channel, what, log } = options
  const closing = new AbortController()
  let client: pg.Client | null = null
  let isFirst = true

  /** Resolves when the connection has broken; rejects when it can't be opened. */
  async function listen(): Promise<void> {
    const opened = options.connect()
    const broken = new Promise<void>((resolve) => {
      opened.once('end', resolve)
      // Without a listener an error would end the process.
      opened.on('error', () => resolve())
      closing.signal.addEventListener('abort', () => resolve(), { once: true })
    })
    let check: NodeJS.Timeout | undefined
    try {
      await opened.connect()
      opened.on('notification', ({ payload = '' }) => options.onMessage(payload))
      // So that whoever looks at the server's connections knows what this one is for.
      await opened.query(`SET application_name TO ${channel}`)
      await opened.query(`LISTEN ${channel}`)
      client = opened
      options.onListening(isFirst)
      isFirst = false
      check = setInterval(() => {
        opened
          .query({ text: 'SELECT 1', query_timeout: checkEveryMs } as pg.QueryConfig)
          .catch(() => opened.end())
      }, checkEveryMs).unref()
      await broken
    } finally {
      clearInterval(check)
      client = null
      await opened.end().catch(() => undefined)
    }
  }

  async function keep(): Promise<void> {
    for (let delayMs = 50; !closing.signal.aborted; ) {
      try {
        await listen()
        delayMs = 50
        if (!closing.signal.aborted)
          log.warn(`the connection that listens for ${what} was lost; opening it again`)
      } catch (error) {
        delayMs = Math.min(delayMs * 2, longestDelayMs)
        // A first message that something is missing is for people; that it still is, is not.
        const message = `${what} are not heard from other replicas: ${error instanceof Error ? error.message : String(error)}`
        if (delayMs === 100) log.warn(message)
        else log.debug(message)
      }
      await sleep(delayMs, undefined, { ref: false, signal: closing.signal }).catch(() => undefined)
    }
  }
  const kept = keep()

  return {
    async notify(payload) {
      try {
        if (!client) return false
        await client.query('SELECT pg_notify($1, $2)', [channel, payload])
        return true
      } catch {
        return false
      }
    },
    async close() {
      closing.abort()
      await kept
    },
  }
}
