import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished } from 'vitest'
import { createRegistryClient } from '../client.ts'
import type { RegistryClient, RegistryOptions } from '../types.ts'

export interface SeenRequest {
  readonly method: string
  /** With its query. */
  readonly path: string
  readonly headers: IncomingMessage['headers']
  readonly body: Buffer
  /** Of the client; equal for requests over one connection. */
  readonly port: number
}

export interface ScriptedAnswer {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string | string[]>>
  /** An object goes out as JSON. */
  readonly body?: string | Uint8Array | object
  readonly delayMs?: number
}

export interface Step {
  /** `GET /v2/…`, with the query. */
  readonly request: string
  readonly answer:
    | ScriptedAnswer
    | ((request: SeenRequest, response: ServerResponse) => ScriptedAnswer | undefined)
  /** How often it may come; default once. It must come at least once. */
  readonly times?: number
}

export interface ScriptedServer {
  readonly url: string
  readonly origin: string
  readonly seen: readonly SeenRequest[]
  expect(...steps: readonly Step[]): void
  client(options?: Partial<RegistryOptions>): RegistryClient
}

/** A server that knows what will be asked. A request that the test did not foresee, or one that never came, fails it. */
export async function startScriptedServer(host = '127.0.0.1'): Promise<ScriptedServer> {
  const steps: { step: Step; used: number }[] = []
  const unforeseen: string[] = []
  const seen: SeenRequest[] = []

  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const { method = '', url: path = '', headers, socket } = request
    const one = { method, path, headers, body: Buffer.concat(chunks), port: socket.remotePort ?? 0 }
    seen.push(one)
    const line = `${method} ${path}`
    const entry = steps.find(({ step, used }) => step.request === line && used < (step.times ?? 1))
    if (!entry) {
      unforeseen.push(line)
      response.writeHead(599).end()
      return
    }
    entry.used++
    const { answer } = entry.step
    const given = typeof answer === 'function' ? answer(one, response) : answer
    if (given) await respond(response, given)
  })
  await new Promise<void>((resolve) => server.listen(0, host, resolve))
  const { port } = server.address() as AddressInfo
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${port}`
  onTestFinished(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
    expect(unforeseen, 'requests that the test did not foresee').toEqual([])
    const missing = steps.filter(({ used }) => used === 0).map(({ step }) => step.request)
    expect(missing, 'requests that never came').toEqual([])
  })

  return {
    url,
    origin: url,
    seen,
    expect: (...added) => {
      steps.push(...added.map((step) => ({ step, used: 0 })))
    },
    client(options) {
      const client = createRegistryClient({ id: 'scripted', url, retries: 0, timeoutMs: 5_000, ...options })
      onTestFinished(() => client.close())
      return client
    },
  }
}

async function respond(
  response: ServerResponse,
  { status = 200, headers = {}, body = '', delayMs = 0 }: ScriptedAnswer,
) {
  if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs))
  const isRaw = typeof body === 'string' || body instanceof Uint8Array
  const bytes = isRaw ? body : JSON.stringify(body)
  const type = isRaw ? undefined : 'application/json'
  response.writeHead(status, { ...(type && { 'content-type': type }), ...headers })
  response.end(bytes)
}
