import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Agent, request } from 'undici'
import { type LoggedRequest, parseAccessLog } from './access-log.ts'
import { makeCertificate } from './certificate.ts'
import { type DistributionSettings, distributionConfig } from './distribution-config.ts'
import { findFreePort } from './free-port.ts'
import { type ServerProcess, startServer } from './process.ts'
import { makeScratchDir } from './scratch-dir.ts'
import { smallDisk } from './small-disk.ts'
import { startTokenServer, type TokenServer, tokenAccounts } from './token-server.ts'

export type DockerRegistryMode = 'anonymous' | 'htpasswd' | 'token' | 'deletion-off' | 'read-only'

export interface DockerRegistryOptions extends DistributionSettings {
  mode?: DockerRegistryMode
  /** Where its data lives; without it a temporary folder that `stop` removes. */
  dir?: string
  /** Lifetime of tokens in seconds, in mode `token`. */
  tokenTtlSeconds?: number
  /** Speaks HTTPS with a certificate that nobody vouches for. */
  tls?: boolean
  /** A CNCF Distribution other than Debian's. */
  binary?: string
  /** Its data lies on a file system of its own, of so many bytes, in memory (`small-disk.ts`). */
  diskBytes?: number
}

export interface DockerRegistry {
  readonly url: string
  /** `127.0.0.1:port`, as image names want it. */
  readonly host: string
  readonly dir: string
  /** The account that may do everything; null where none is needed. */
  readonly credentials: { readonly username: string; readonly password: string } | null
  /** PEM of the certificate with `tls`. */
  readonly certificate: string | null
  /** Mode `token` only. */
  readonly tokenServer: TokenServer | null
  /** The Authorization header with which the owner may do everything in a repository; null where none is needed. */
  authorize(repository: string): string | null
  /** What was asked of it since the last (re)start or `clearLog`, in order, once everything answered so far is in the log. */
  log(): Promise<LoggedRequest[]>
  clearLog(): Promise<void>
  /** The same data on the same address, in a new process; with other settings, if given. */
  restart(settings?: DistributionSettings): Promise<void>
  /** Makes the disk of `diskBytes` as large as this. */
  resizeDisk(bytes: number): Promise<void>
  /** Down, but its data and address stay for `restart`. */
  pause(): Promise<void>
  stop(): Promise<void>
}

/** `demo` / `s3cret`, at bcrypt's lowest cost: the registry computes it for every single request. */
const htpasswd = 'demo:$2y$04$a0n1JeraSdETheAOqTEnpuMlEjiQzJ0Ip.onrdohMe5WmBJ0P.hO.'
const marker = 'portolan-lab-marker='

const settingsOf: Record<DockerRegistryMode, DistributionSettings> = {
  anonymous: {},
  htpasswd: {},
  token: {},
  'deletion-off': { deleteEnabled: false },
  'read-only': { readOnly: true },
}

/** Starts Debian's `docker-registry` (CNCF Distribution 2.8) on a free port of loopback; ready when `/v2/` answers. */
export async function startDockerRegistry(options: DockerRegistryOptions = {}): Promise<DockerRegistry> {
  const mode = options.mode ?? 'anonymous'
  const scratch = await makeScratchDir('registry')
  const dir = options.dir ?? join(scratch, 'data')
  const htpasswdFile = join(scratch, 'htpasswd')
  await writeFile(htpasswdFile, `${htpasswd}\n`)
  const tokenServer =
    mode === 'token' ? await startTokenServer({ dir: scratch, ttlSeconds: options.tokenTtlSeconds }) : null
  const port = await findFreePort()
  const host = `127.0.0.1:${port}`
  const disk = options.diskBytes ? await smallDisk(scratch, dir, options.diskBytes) : null
  const tls = options.tls ? makeCertificate(scratch, 'registry') : null
  const url = `${tls ? 'https' : 'http'}://${host}`
  const agent = new Agent({ connect: { rejectUnauthorized: false } })
  const ask = async (query: string) => {
    const { statusCode, body } = await request(`${url}/v2/?${query}`, { dispatcher: agent })
    await body.dump()
    return statusCode
  }
  const tokens = new Map<string, { header: string; until: number }>()
  let markers = 0
  let settings: DistributionSettings = { ...settingsOf[mode], ...options }
  let server: ServerProcess | null = null

  const start = async () => {
    const file = join(scratch, 'config.yml')
    const auth = mode === 'htpasswd' ? { htpasswdFile } : tokenServer ? { tokenServer } : null
    await writeFile(file, distributionConfig({ ...settings, dir, host, tls, auth }))
    const command = [options.binary ?? 'docker-registry', 'serve', file] as const
    const [program, ...args] = disk ? disk.commandOf(command) : command
    server = await startServer({
      command: program,
      args,
      env: { OTEL_TRACES_EXPORTER: 'none' },
      isReady: async () => (await ask(`${marker}0`)) < 500,
    })
  }
  const pause = async () => {
    await server?.stop()
    server = null
  }
  // The log line of a request is written after its answer: ask something of our own, and wait until that is logged.
  const settleLog = async () => {
    const mine = `${marker}${++markers}`
    await ask(mine)
    while (!server?.lines.some((line) => line.includes(`?${mine} `))) {
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    return server.lines
  }
  const stop = async () => {
    await pause()
    await tokenServer?.stop()
    await agent.close()
    await rm(scratch, { recursive: true, force: true })
  }
  try {
    await start()
  } catch (error) {
    await stop()
    throw error
  }

  return {
    url,
    host,
    dir,
    credentials: mode === 'htpasswd' || mode === 'token' ? tokenAccounts.owner : null,
    certificate: tls ? await readFile(tls.certificateFile, 'utf8') : null,
    tokenServer,
    authorize: (repository) => {
      if (tokenServer) {
        const issued = tokens.get(repository)
        if (issued && issued.until > Date.now()) return issued.header
        const scope = [`repository:${repository}:pull,push,delete`, 'registry:catalog:*']
        const header = `Bearer ${tokenServer.issue(tokenAccounts.owner.username, scope)}`
        tokens.set(repository, { header, until: Date.now() + 2_000 })
        return header
      }
      return mode === 'htpasswd' ? `Basic ${Buffer.from('demo:s3cret').toString('base64')}` : null
    },
    log: async () => parseAccessLog(await settleLog()).filter((request) => !request.query.includes(marker)),
    clearLog: async () => {
      await settleLog()
      server?.clearLines()
    },
    resizeDisk: async (bytes) => {
      if (!disk) throw new Error('It has no disk of its own.')
      await disk.resize(bytes)
    },
    restart: async (changes) => {
      await pause()
      settings = { ...settings, ...changes }
      await start()
    },
    pause,
    stop,
  }
}
