import {
  Agent,
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http'
import type { AddressInfo } from 'node:net'
import { pipeline, Transform } from 'node:stream'

export interface ProxiedRequest {
  readonly method: string
  /** Without the query. */
  readonly path: string
  /** With its `?`, or empty. */
  readonly query: string
  /** Milliseconds since the epoch at which it came in. */
  readonly at: number
  /** null while it is under way, and when the connection was cut. */
  status: number | null
  /** Whether a fault answered instead of, or changed, what the registry said. */
  isFaulted: boolean
}

export interface FaultAnswer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  /** An object goes out as JSON. */
  readonly body?: string | object
}

export type Fault =
  /** Answers by itself. */
  | ({ kind: 'answer' } & FaultAnswer)
  /** Has the registry do it, and answers by itself when it has. */
  | { kind: 'deny'; answer: FaultAnswer }
  /** Lets so many bytes of the request's body through, then answers by itself, reads no more and cuts the connection. */
  | { kind: 'refuse'; afterBytes: number; answer: FaultAnswer }
  /** Lets so many bytes of the request's body through, then cuts the connection. */
  | { kind: 'cut-request'; afterBytes: number }
  /** Lets so many bytes of the real answer's body through, waits, and then lets the rest through. */
  | { kind: 'pause'; afterBytes: number; ms: number }
  /** Waits, then lets the request through. */
  | { kind: 'delay'; ms: number }
  /** Lets so many bytes of the real answer's body through, then cuts the connection. */
  | { kind: 'cut'; afterBytes: number }
  /** Takes the request and never answers. */
  | { kind: 'hang' }

export interface FaultRule {
  fault: Fault
  /** Default: every request. */
  when?: (request: ProxiedRequest) => boolean
  /** Only every nth matching request, beginning with the nth. */
  every?: number
  /** So many times, then never again. */
  times?: number
}

/** What a reverse proxy or a login page says in place of a registry. */
export const htmlAnswer: Fault = {
  kind: 'answer',
  status: 200,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body: '<!doctype html><title>Sign in</title><h1>Welcome</h1>',
}

export const tooManyRequests = (retryAfterSeconds: number): Fault => ({
  kind: 'answer',
  status: 429,
  headers: { 'retry-after': String(retryAfterSeconds) },
  body: { errors: [{ code: 'TOOMANYREQUESTS', message: 'slow down' }] },
})

export interface FaultyProxy {
  readonly url: string
  readonly requests: readonly ProxiedRequest[]
  clearRequests(): void
  count(match: { method?: string; path?: string | RegExp }): number
  /** Adds a fault; the first rule that matches decides. Returns its removal. */
  addFault(rule: FaultRule): () => void
  /** Removes all faults. */
  heal(): void
  /** Refuses connections and cuts those that are open; the address stays for `comeUp`. */
  goDown(): Promise<void>
  comeUp(): Promise<void>
  stop(): Promise<void>
}

/** A proxy in front of a registry that counts what passes and breaks it on command. */
export async function startProxy(upstream: string): Promise<FaultyProxy> {
  const agent = new Agent({ keepAlive: true })
  const requests: ProxiedRequest[] = []
  let rules: (FaultRule & { seen: number; used: number })[] = []

  const faultFor = (request: ProxiedRequest): Fault | null => {
    for (const rule of rules) {
      if (rule.when && !rule.when(request)) continue
      if (rule.used >= (rule.times ?? Number.POSITIVE_INFINITY)) continue
      rule.seen++
      if (rule.seen % (rule.every ?? 1) !== 0) continue
      rule.used++
      return rule.fault
    }
    return null
  }
  const server = createServer((incoming, response) => {
    const record = recordOf(incoming)
    requests.push(record)
    response.once('finish', () => {
      record.status = response.statusCode
    })
    const fault = faultFor(record)
    record.isFaulted = fault !== null
    if (fault?.kind === 'answer') return answer(response, fault)
    if (fault?.kind === 'hang') return
    if (fault?.kind === 'refuse' || fault?.kind === 'cut-request')
      return breakOff(upstream, agent, incoming, response, fault)
    if (fault?.kind === 'deny') return deny(upstream, agent, incoming, response, fault.answer)
    const pass = () => forward(upstream, agent, incoming, response, fault)
    if (fault?.kind === 'delay') setTimeout(pass, fault.ms)
    else pass()
  })
  const listen = (port: number) =>
    new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(port, '127.0.0.1', resolve)
    })
  const goDown = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  await listen(0)
  const { port } = server.address() as AddressInfo

  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    clearRequests: () => {
      requests.length = 0
    },
    count: ({ method, path }) =>
      requests.filter(
        (request) =>
          (method === undefined || request.method === method) &&
          (path === undefined ||
            (typeof path === 'string' ? request.path === path : path.test(request.path))),
      ).length,
    addFault: (rule) => {
      const added = { ...rule, seen: 0, used: 0 }
      rules.push(added)
      return () => {
        rules = rules.filter((other) => other !== added)
      }
    },
    heal: () => {
      rules = []
    },
    goDown,
    comeUp: () => listen(port),
    stop: async () => {
      await goDown()
      agent.destroy()
    },
  }
}

function recordOf(incoming: IncomingMessage): ProxiedRequest {
  const url = incoming.url ?? '/'
  const question = url.indexOf('?')
  return {
    method: incoming.method ?? 'GET',
    path: question < 0 ? url : url.slice(0, question),
    query: question < 0 ? '' : url.slice(question),
    at: Date.now(),
    status: null,
    isFaulted: false,
  }
}

function answer(response: ServerResponse, fault: FaultAnswer, then?: () => void) {
  const isJson = typeof fault.body === 'object'
  const body = typeof fault.body === 'object' ? JSON.stringify(fault.body) : (fault.body ?? '')
  response.writeHead(fault.status, {
    ...(isJson && { 'content-type': 'application/json' }),
    'content-length': Buffer.byteLength(body),
    ...fault.headers,
  })
  response.end(body, then)
}

type Answered = (real: IncomingMessage) => void

function passOn(upstream: string, agent: Agent, incoming: IncomingMessage, answered: Answered) {
  const { hostname, port } = new URL(upstream)
  const { method, url: path, headers } = incoming
  return httpRequest({ agent, hostname, port, method, path, headers }, answered)
}

function deny(
  upstream: string,
  agent: Agent,
  incoming: IncomingMessage,
  response: ServerResponse,
  instead: FaultAnswer,
) {
  const outgoing = passOn(upstream, agent, incoming, (real) => {
    real.resume().on('end', () => answer(response, instead))
  })
  outgoing.on('error', () => response.destroy())
  incoming.pipe(outgoing)
}

/** The registry behind gets a part of the body, and never the rest. A shorter body goes through as it is. */
function breakOff(
  upstream: string,
  agent: Agent,
  incoming: IncomingMessage,
  response: ServerResponse,
  fault: Extract<Fault, { kind: 'refuse' | 'cut-request' }>,
) {
  const outgoing = passOn(upstream, agent, incoming, (real) => {
    response.writeHead(real.statusCode ?? 502, real.rawHeaders)
    real.pipe(response)
  })
  const cut = () => incoming.socket.destroy()
  let left = fault.afterBytes
  const stop = () => {
    outgoing.destroy()
    incoming.pause()
    if (fault.kind === 'refuse') answer(response, fault.answer, cut)
    else cut()
  }
  outgoing.on('error', () => {})
  incoming.on('error', () => {})
  incoming.on('data', (piece: Buffer) => {
    if (left <= 0) return
    const part = piece.subarray(0, left)
    left -= part.length
    outgoing.write(part, () => left <= 0 && stop())
  })
  incoming.on('end', () => left > 0 && outgoing.end())
}

function pausing({ afterBytes, ms }: Extract<Fault, { kind: 'pause' }>): Transform {
  let left = afterBytes
  return new Transform({
    transform(piece: Buffer, _, done) {
      const isDue = left > 0 && left <= piece.length
      left -= piece.length
      if (!isDue) return done(null, piece)
      setTimeout(() => done(null, piece), ms)
    },
  })
}

/** The Host header stays as it came: the registry builds its Location addresses from it, and they lead back here. */
function forward(
  upstream: string,
  agent: Agent,
  incoming: IncomingMessage,
  response: ServerResponse,
  fault: Fault | null,
) {
  const outgoing = passOn(upstream, agent, incoming, (real) => {
    response.writeHead(real.statusCode ?? 502, real.rawHeaders)
    if (fault?.kind === 'pause') return pipeline(real, pausing(fault), response, () => {})
    if (fault?.kind !== 'cut') {
      // CNCF Distribution announces a body with its 416 and closes instead: whoever waited for it would wait for long.
      real.on('error', () => {
        response.flushHeaders()
        response.socket?.end()
      })
      real.pipe(response)
      return
    }
    let left = fault.afterBytes
    // What was let through must have left before the cut, or even the headers might be missing.
    const cut = () => response.socket?.destroy()
    real.on('data', (chunk: Buffer) => {
      if (left <= 0) return
      const isLast = chunk.length >= left
      response.write(chunk.subarray(0, left), isLast ? cut : undefined)
      left -= chunk.length
    })
    real.on('end', () => {
      if (left > 0) cut()
    })
  })
  outgoing.on('error', () => response.destroy())
  response.on('close', () => outgoing.destroy())
  incoming.pipe(outgoing)
}
