import { createHash, createPublicKey, createSign, randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { makeCertificate } from './certificate.ts'

/** What `name` may do: everything, pull anything, or (nobody, without a name) pull `public/…`. */
export const tokenAccounts = {
  owner: { username: 'demo', password: 's3cret' },
  reader: { username: 'reader', password: 'reader' },
} as const

export interface TokenRequest {
  readonly grant: 'basic' | 'anonymous' | 'refresh' | 'password'
  readonly username: string
  readonly scopes: readonly string[]
  readonly status: number
}

export interface TokenServer {
  readonly realm: string
  readonly service: string
  readonly issuer: string
  /** PEM certificate that registries verify tokens with. */
  readonly certificateFile: string
  /** The identity token (RFC 6749 refresh token) of the owner. */
  readonly identityToken: string
  /** Every request so far, refused ones too. */
  readonly requests: readonly TokenRequest[]
  clearRequests(): void
  /** Lifetime of the tokens issued from now on. */
  setTtl(seconds: number): void
  /** A token as the server would issue it. */
  issue(username: string, scopes: readonly string[]): string
  stop(): Promise<void>
}

interface Access {
  readonly type: string
  readonly name: string
  readonly actions: readonly string[]
}

const identityTokenOf = (username: string) => `refresh-${username}`

/**
 * A token server as https://distribution.github.io/distribution/spec/auth/token/ and …/oauth/ describe it, with RS256
 * tokens. `dir` receives its key and certificate, made by openssl.
 */
export async function startTokenServer(options: { dir: string; ttlSeconds?: number }): Promise<TokenServer> {
  const { keyFile, certificateFile } = makeCertificate(options.dir, 'token')
  const privateKey = readFileSync(keyFile)
  const kid = libtrustKeyId(readFileSync(certificateFile, 'utf8'))
  const service = 'lab-registry'
  const issuer = 'lab-issuer'
  let ttlSeconds = options.ttlSeconds ?? 300
  const requests: TokenRequest[] = []

  const issue = (username: string, scopes: readonly string[]) => {
    const now = Math.floor(Date.now() / 1000)
    const access = scopes.map((scope) => grant(username, scope)).filter((a) => a.actions.length > 0)
    const claims = {
      iss: issuer,
      sub: username,
      aud: service,
      exp: now + ttlSeconds,
      nbf: now - 10,
      iat: now,
    }
    const body = `${encode({ typ: 'JWT', alg: 'RS256', kid })}.${encode({ ...claims, jti: randomUUID(), access })}`
    return `${body}.${createSign('RSA-SHA256').update(body).sign(privateKey, 'base64url')}`
  }

  const server = createServer(async (request, response) => {
    const caller = await identify(request)
    requests.push({ ...caller, status: caller.isKnown ? 200 : 401 })
    response.writeHead(caller.isKnown ? 200 : 401, { 'content-type': 'application/json' })
    if (!caller.isKnown) {
      response.end(JSON.stringify({ errors: [{ code: 'UNAUTHORIZED', message: 'bad credentials' }] }))
      return
    }
    const token = issue(caller.username, caller.scopes)
    response.end(
      JSON.stringify({
        token,
        access_token: token,
        expires_in: ttlSeconds,
        issued_at: new Date().toISOString(),
        ...(caller.wantsRefreshToken && { refresh_token: identityTokenOf(caller.username) }),
      }),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo

  return {
    realm: `http://127.0.0.1:${port}/token`,
    service,
    issuer,
    certificateFile,
    identityToken: identityTokenOf(tokenAccounts.owner.username),
    requests,
    clearRequests: () => requests.splice(0),
    setTtl: (seconds) => {
      ttlSeconds = seconds
    },
    issue,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** libtrust's key id: 240 bits of the SPKI's sha256 in base32, in groups of four. CNCF Distribution 2 looks keys up by it. */
function libtrustKeyId(certificate: string): string {
  const spki = createPublicKey(certificate).export({ type: 'spki', format: 'der' })
  const bits = [...createHash('sha256').update(spki).digest().subarray(0, 30)]
    .map((byte) => byte.toString(2).padStart(8, '0'))
    .join('')
  const letters = bits
    .match(/.{5}/g)
    ?.map((five) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[Number.parseInt(five, 2)])
  return (letters?.join('').match(/.{4}/g) ?? []).join(':')
}

/** What of a scope (`type:name:action,action`; the name may hold colons) the account gets. */
function grant(username: string, scope: string): Access {
  const first = scope.indexOf(':')
  const last = scope.lastIndexOf(':')
  const type = scope.slice(0, first)
  const name = scope.slice(first + 1, last)
  const wanted = scope
    .slice(last + 1)
    .split(',')
    .filter(Boolean)
  const isPull = (action: string) => action === 'pull'
  if (username === tokenAccounts.owner.username) return { type, name, actions: wanted }
  if (username === tokenAccounts.reader.username) {
    return { type, name, actions: type === 'registry' ? wanted : wanted.filter(isPull) }
  }
  const isPublic = type === 'repository' && name.startsWith('public/')
  return { type, name, actions: isPublic ? wanted.filter(isPull) : [] }
}

interface Caller extends Omit<TokenRequest, 'status'> {
  readonly isKnown: boolean
  readonly wantsRefreshToken: boolean
}

const passwordOf = (username: string) =>
  Object.values(tokenAccounts).find((account) => account.username === username)?.password

async function identify(request: IncomingMessage): Promise<Caller> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  const url = new URL(request.url ?? '/', 'http://token')
  const isPost = request.method === 'POST'
  const form = isPost ? new URLSearchParams(Buffer.concat(chunks).toString()) : url.searchParams
  const scopes = form.getAll('scope').flatMap((scope) => scope.split(' ').filter(Boolean))
  const wantsRefreshToken = form.get('offline_token') === 'true' || form.get('access_type') === 'offline'
  const shape = { scopes, wantsRefreshToken }
  const isHere = url.pathname === '/token'

  if (isPost && form.get('grant_type') === 'refresh_token') {
    const owner = Object.values(tokenAccounts).find(
      (account) => identityTokenOf(account.username) === form.get('refresh_token'),
    )
    return {
      ...shape,
      grant: 'refresh',
      username: owner?.username ?? '',
      isKnown: isHere && owner !== undefined,
    }
  }
  const basic = /^Basic (.+)$/i.exec(request.headers.authorization ?? '')?.[1]
  if (!isPost && !basic) return { ...shape, grant: 'anonymous', username: '', isKnown: isHere }
  const [username, password] = basic
    ? splitOnce(Buffer.from(basic, 'base64').toString())
    : [form.get('username') ?? '', form.get('password') ?? '']
  const isKnown = isHere && password !== '' && passwordOf(username) === password
  return { ...shape, grant: isPost ? 'password' : 'basic', username, isKnown }
}

function splitOnce(pair: string): [string, string] {
  const colon = pair.indexOf(':')
  return [pair.slice(0, colon), pair.slice(colon + 1)]
}
