import { existsSync } from 'node:fs'
import { chmod, mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { stringify } from 'yaml'
import { findFreePort } from './free-port.ts'
import { startServer } from './process.ts'
import { makeScratchDir } from './scratch-dir.ts'

export const administrator = { username: 'admin', password: 'correct horse battery staple' } as const

export interface PortolanOptions {
  /** `registries` of portolan.yaml; without any the demo. */
  registries?: readonly object[]
  /** What else stands in portolan.yaml beside the registries. */
  settings?: Readonly<Record<string, unknown>>
  /** A free one by default. */
  port?: number
  /** Beside what the options say; nothing of our own environment reaches it. */
  env?: Readonly<Record<string, string>>
  /** Where its data lives; by default a temporary folder that `stop` removes. */
  dataDir?: string
}

export interface Portolan {
  readonly url: string
  readonly dataDir: string
  readonly lines: readonly string[]
  stop(): Promise<void>
}

const root = join(import.meta.dirname, '../..')

/** Starts the built application (`npm run build`, or `npm start` once) with a configuration of its own; ready when it is. */
export async function startPortolan(options: PortolanOptions = {}): Promise<Portolan> {
  const scratch = await makeScratchDir('portolan')
  // Under root the database runs as another account, which must be able to pass through.
  await chmod(scratch, 0o711)
  const dataDir = options.dataDir ?? join(scratch, 'data')
  await mkdir(dataDir, { recursive: true })
  const port = options.port ?? (await findFreePort())
  const url = `http://127.0.0.1:${port}`
  const config = join(scratch, 'portolan.yaml')
  // Always one of its own: without it a portolan.yaml in the project's folder would be opened. No registries are the demo.
  await writeFile(config, stringify({ registries: options.registries ?? [], ...options.settings }))
  const server = await startServer({
    command: process.execPath,
    args: [join(root, 'scripts/start.mjs')],
    cwd: root,
    env: {
      PORT: String(port),
      PORTOLAN_HOST: '127.0.0.1',
      PORTOLAN_DATA_DIR: dataDir,
      PORTOLAN_CONFIG: config,
      PORTOLAN_ADMIN_USERNAME: administrator.username,
      PORTOLAN_ADMIN_PASSWORD: administrator.password,
      ...options.env,
    },
    isReady: async () => (await fetch(`${url}/readyz`)).ok,
    timeoutMs: 300_000,
  })
  const stop = async () => {
    await server.stop()
    await databaseEnded(dataDir)
    await rm(scratch, { recursive: true, force: true })
  }
  return { url, dataDir, lines: server.lines, stop }
}

/** The embedded database ends by itself after the application, however that ended. */
async function databaseEnded(dataDir: string): Promise<void> {
  const isRunning = () => existsSync(join(dataDir, 'postgres', 'data', 'postmaster.pid'))
  for (const deadline = Date.now() + 15_000; isRunning() && Date.now() < deadline; )
    await new Promise((resolve) => setTimeout(resolve, 50))
}

/** Signs in as a person would, through next-auth, and gives back a `fetch` below `/api/v1` that carries the session. */
export async function signIn(url: string, account: { username: string; password: string } = administrator) {
  const cookies = new Map<string, string>()
  const send = async (path: string, init: RequestInit = {}) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(`${url}${path}`, {
      redirect: 'manual',
      ...init,
      headers: { cookie, ...init.headers },
    })
    for (const header of response.headers.getSetCookie()) {
      const [pair = ''] = header.split(';')
      const at = pair.indexOf('=')
      cookies.set(pair.slice(0, at), pair.slice(at + 1))
    }
    return response
  }
  const { csrfToken } = (await (await send('/api/auth/csrf')).json()) as { csrfToken: string }
  const response = await send('/api/auth/callback/credentials', {
    method: 'POST',
    body: new URLSearchParams({ ...account, csrfToken, json: 'true' }),
  })
  return {
    response,
    cookies,
    /** `path` stands below `/api/v1`. */
    api: (path: string, init?: RequestInit) => send(`/api/v1${path}`, init),
    /** Answers as JSON; throws when the status is not the expected one. */
    json: async <T = Record<string, unknown>>(path: string, init?: RequestInit, status = 200): Promise<T> => {
      const answer = await send(`/api/v1${path}`, init)
      const text = await answer.text()
      if (answer.status !== status)
        throw new Error(`${init?.method ?? 'GET'} ${path}: ${answer.status} ${text}`)
      return (text ? JSON.parse(text) : null) as T
    },
  }
}

export type SignedIn = Awaited<ReturnType<typeof signIn>>

/** Asks again until `isDone`, as a page does while a list is being read. */
export async function until<T>(
  ask: () => Promise<T>,
  isDone: (answer: T) => boolean,
  timeoutMs = 20_000,
): Promise<T> {
  for (const deadline = Date.now() + timeoutMs; ; ) {
    const answer = await ask()
    if (isDone(answer)) return answer
    if (Date.now() > deadline)
      throw new Error(`not within ${timeoutMs} ms: ${JSON.stringify(answer).slice(0, 1000)}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
