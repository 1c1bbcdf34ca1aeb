import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type BasicCredentials, requireCredentials } from './basic-auth.ts'
import { dispatch, type Permissions } from './dispatch.ts'
import { type Exchange, sendError } from './exchange.ts'
import { OciHttpError } from './oci-error.ts'
import { openStore, type Store } from './store.ts'
import { parseTarget } from './target.ts'
import { removeAbandoned } from './upload-sessions.ts'

export interface EmbeddedRegistryOptions {
  /** Created where it does not exist; one process at a time may use it. */
  readonly dir: string
  readonly host?: string
  /** 0: one that is free. */
  readonly port?: number
  readonly deleteEnabled?: boolean
  readonly readOnly?: boolean
  /** Whether `_catalog` answers. */
  readonly catalog?: boolean
  /** Absent: anybody may do everything. */
  readonly auth?: BasicCredentials
  /** Uploads that nobody has written to for so long are removed; a day unless told. */
  readonly abandonedAfterMs?: number
  /** Told of every failure that is the registry's own, a full disk say; the client was answered 500. */
  readonly onError?: (error: unknown) => void
}

export interface EmbeddedRegistry {
  readonly url: string
  readonly port: number
  close(): Promise<void>
}

const dayMs = 24 * 60 * 60 * 1000
const idleTimeoutMs = 60_000

/**
 * Starts an OCI 1.1 registry whose content lies in `dir`. Rejects when the folder cannot be written or the port is taken.
 */
export async function startEmbeddedRegistry(options: EmbeddedRegistryOptions): Promise<EmbeddedRegistry> {
  const { host = '127.0.0.1', port = 0, abandonedAfterMs = dayMs } = options
  const store = await openStore(options.dir)
  await removeAbandoned(store, abandonedAfterMs)
  const permissions = {
    readOnly: options.readOnly ?? false,
    deleteEnabled: options.deleteEnabled ?? true,
    catalog: options.catalog ?? true,
  }
  const server = createServer((request, response) => {
    void answer(store, permissions, options, request, response)
  })
  // A layer may take longer than Node's five minutes; a silent connection may not.
  server.requestTimeout = 0
  server.timeout = idleTimeoutMs
  await listen(server, port, host)
  const sweep = setInterval(
    () => {
      // Failing to tidy up harms nobody; the next round tries again.
      removeAbandoned(store, abandonedAfterMs).catch(() => undefined)
    },
    Math.min(abandonedAfterMs, dayMs / 24),
  )
  sweep.unref()
  const address = server.address() as AddressInfo
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`,
    port: address.port,
    close: () => {
      clearInterval(sweep)
      return close(server)
    },
  }
}

async function answer(
  store: Store,
  permissions: Permissions,
  { auth, onError }: EmbeddedRegistryOptions,
  request: IncomingMessage,
  response: ServerResponse,
) {
  const [path = '', ...query] = (request.url ?? '').split('?')
  const exchange: Exchange = { request, response, store, query: new URLSearchParams(query.join('?')) }
  response.setHeader('Docker-Distribution-Api-Version', 'registry/2.0')
  response.setHeader('Server', 'portolan-embedded')
  response.setHeader('X-Content-Type-Options', 'nosniff')
  try {
    if (auth !== undefined) requireCredentials(request, auth)
    const target = parseTarget(path)
    if (target === null) throw new OciHttpError(404, 'UNSUPPORTED', 'This is no address of the registry API.')
    await dispatch(exchange, target, permissions)
  } catch (e) {
    sendError(exchange, e)
    if (!(e instanceof OciHttpError) && !isHangUp(e)) onError?.(e)
  }
}

/** The client went away, which it may. */
const isHangUp = (e: unknown) =>
  e instanceof Error && 'code' in e && (e.code === 'ERR_STREAM_PREMATURE_CLOSE' || e.code === 'ECONNRESET')

const listen = (server: Server, port: number, host: string) =>
  new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })

const close = (server: Server) =>
  new Promise<void>((resolve, reject) => {
    server.close((e) => (e === undefined ? resolve() : reject(e)))
    server.closeAllConnections()
  })
