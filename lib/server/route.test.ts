import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { RepositoryParams, TagName } from '#lib/api/common.ts'
import { defineEndpoint, type Endpoint } from '#lib/api/endpoint.ts'
import type { Role } from '#lib/api/roles.ts'
import { RegistryError } from '#lib/registry/error.ts'
import { createLog } from './log.ts'
import { createMetrics } from './metrics/metrics.ts'
import { ApiError } from './problem.ts'
import { createRoute, type Handler } from './route.ts'
import type { Runtime } from './runtime.ts'

const lines: string[] = []
const log = createLog('debug', { write: (line) => void lines.push(line) })
const metrics = createMetrics()
const runtimeAt = (publicUrl: string) =>
  ({ config: { publicUrl, metricsToken: 'the-token-of-a-scraper' }, log, metrics }) as unknown as Runtime

interface Call {
  role?: Role | null
  publicUrl?: string
  /** undefined, as Next has it for a path without parameters. */
  params?: Record<string, string>
  url?: string
  init?: RequestInit
}

async function call<E extends Endpoint>(endpoint: E, handler: Handler<E>, options: Call = {}) {
  const {
    role = 'administrator',
    publicUrl = 'http://localhost:3000',
    params = {},
    url = '/x',
    init,
  } = options
  const route = createRoute({
    getRuntime: async () => runtimeAt(publicUrl),
    readActor: async () => (role ? { id: '1', username: 'ann', role } : null),
  })
  const response = await route(endpoint, handler)(
    new Request(`http://localhost:3000${url}`, { method: endpoint.method, ...init }),
    { params: Promise.resolve(params) },
  )
  const text = await response.text()
  return { response, status: response.status, json: text ? JSON.parse(text) : null }
}

const read = defineEndpoint({
  id: 'read',
  method: 'GET',
  path: '/x',
  summary: '',
  can: 'read',
  query: z.object({ limit: z.coerce.number().int().max(1000).default(100) }),
  response: z.object({ limit: z.number() }),
})
const remove = defineEndpoint({
  id: 'remove',
  method: 'DELETE',
  path: '/registries/{registry}/repositories/{repository}/tags/{tag}',
  summary: '',
  can: 'delete',
  params: RepositoryParams.extend({ tag: TagName }),
  headers: { 'if-match': { required: true, description: 'the digest' } },
  response: z.object({ repository: z.string(), ifMatch: z.string() }),
})
const add = defineEndpoint({
  id: 'add',
  method: 'POST',
  path: '/x',
  summary: '',
  can: 'administer',
  body: z.strictObject({ name: z.string().min(1) }),
  response: z.object({ name: z.string() }),
  successStatus: 201,
})
const echoLimit: Handler<typeof read> = async ({ query }) => ({ limit: query.limit })
const echoTag: Handler<typeof remove> = async ({ params, headers }) => ({
  repository: params.repository,
  ifMatch: headers['if-match'] ?? '',
})
const echoName: Handler<typeof add> = async ({ body }) => ({ name: body.name })
const json = (body: string) => ({ body, headers: { 'content-type': 'application/json' } })
const place = { registry: 'local', repository: 'team~api', tag: '1.0' }

describe('who may', () => {
  test('without a session everything is 401, before anything else is looked at', async () => {
    const nonsense = { role: null, params: { registry: '..' }, url: '/x?limit=no' }
    expect(await call(read, echoLimit, nonsense)).toMatchObject({
      status: 401,
      json: { code: 'unauthenticated' },
    })
    expect(await call(remove, echoTag, nonsense)).toMatchObject({ status: 401 })
    expect(await call(add, echoName, { ...nonsense, init: { body: 'x' } })).toMatchObject({ status: 401 })
  })

  test.each<[Role, number, number, number]>([
    ['viewer', 200, 403, 403],
    ['editor', 200, 200, 403],
    ['administrator', 200, 200, 201],
  ])('a %s reads %d, deletes %d, administers %d', async (role, reads, deletes, administers) => {
    expect((await call(read, echoLimit, { role })).status).toBe(reads)
    const init = { headers: { 'if-match': '"sha256:x"' } }
    expect((await call(remove, echoTag, { role, params: place, init })).status).toBe(deletes)
    expect((await call(add, echoName, { role, init: json('{"name":"a"}') })).status).toBe(administers)
  })

  test('the token of scrapers opens what is for scrapers, and nothing else; a session does as well', async () => {
    const figures = { ...read, guard: 'scraper' as const }
    const bearing = (authorization: string) => ({ role: null, init: { headers: { authorization } } })
    expect((await call(figures, echoLimit, bearing('Bearer the-token-of-a-scraper'))).status).toBe(200)
    expect((await call(read, echoLimit, bearing('Bearer the-token-of-a-scraper'))).status).toBe(401)
    for (const wrong of [
      'Bearer the-token-of-a-scrape',
      'Bearer ',
      'Bearer null',
      'the-token-of-a-scraper',
    ]) {
      expect((await call(figures, echoLimit, bearing(wrong))).status).toBe(401)
    }
    expect((await call(figures, echoLimit, { role: null })).status).toBe(401)
    expect((await call(figures, echoLimit, { role: 'viewer' })).status).toBe(200)
  })

  test('another site cannot make a browser change anything, and may still link to it', async () => {
    const headers = { 'sec-fetch-site': 'cross-site', 'if-match': 'x' }
    expect(await call(remove, echoTag, { params: place, init: { headers } })).toMatchObject({
      status: 403,
      json: { code: 'cross_origin' },
    })
    expect((await call(read, echoLimit, { init: { headers } })).status).toBe(200)
  })

  test('an endpoint that needs no session is given nobody', async () => {
    const open = defineEndpoint({ ...read, can: null })
    const { json: answer } = await call(open, async ({ context }) => ({ limit: context.actor.id.length }), {
      role: null,
    })
    expect(answer).toEqual({ limit: 0 })
  })
})

describe('what goes in', () => {
  test('path, query, headers and body reach the handler parsed', async () => {
    expect((await call(read, echoLimit, { url: '/x?limit=7' })).json).toEqual({ limit: 7 })
    const init = { headers: { 'if-match': '"sha256:x"' } }
    expect((await call(remove, echoTag, { params: place, init })).json).toEqual({
      repository: 'team/api',
      ifMatch: '"sha256:x"',
    })
    expect((await call(add, echoName, { init: json('{"name":"a"}') })).json).toEqual({ name: 'a' })
  })

  test.each([
    ['repository', '../..', 'repository_not_found'],
    ['repository', 'team/api', 'repository_not_found'],
    ['repository', '..~..~etc', 'repository_not_found'],
    ['repository', 'a\u0000b', 'repository_not_found'],
    ['repository', 'UPPER', 'repository_not_found'],
    ['registry', '../x', 'registry_not_found'],
    ['registry', '', 'registry_not_found'],
    ['tag', '../latest', 'tag_not_found'],
    ['tag', 'a'.repeat(129), 'tag_not_found'],
  ])('a %s called %j names nothing: 404 that says so', async (name, value, code) => {
    const answer = await call(remove, echoTag, { params: { ...place, [name]: value } })
    expect(answer).toMatchObject({ status: 404, json: { code, issues: [{ path: `path.${name}` }] } })
  })

  test.each(['/x?limit=no', '/x?limit=5000', '/x?limit=1&limit=2'])(
    '%s is 400 and names the key',
    async (url) => {
      const answer = await call(read, echoLimit, { url })
      expect(answer).toMatchObject({
        status: 400,
        json: { code: 'invalid_request', issues: [{ path: 'query.limit' }] },
      })
    },
  )

  test('a missing If-Match is 428', async () => {
    expect(await call(remove, echoTag, { params: place })).toMatchObject({
      status: 428,
      json: { code: 'precondition_required' },
    })
  })

  test.each<[RequestInit, number, string]>([
    [{}, 400, 'invalid_request'],
    [json('{"name":""}'), 400, 'invalid_request'],
    [json('{"name":"a","role":"administrator"}'), 400, 'invalid_request'],
    [json('[]'), 400, 'invalid_request'],
    [json('{'), 400, 'invalid_request'],
    [{ body: '{"name":"a"}', headers: { 'content-type': 'text/plain' } }, 415, 'unsupported_media_type'],
    [json(`{"name":"${'a'.repeat(1024 * 1024)}"}`), 413, 'request_too_large'],
  ])('a wrong body is refused (case %#)', async (init, status, code) => {
    expect(await call(add, echoName, { init })).toMatchObject({ status, json: { code } })
  })
})

describe('what comes out', () => {
  test('is never cached, carries the request id, and problems have their own media type', async () => {
    const init = { headers: { 'x-request-id': 'from-the-proxy-1' } }
    const fine = await call(read, echoLimit, { init })
    expect(fine.response.headers.get('cache-control')).toBe('no-store')
    expect(fine.response.headers.get('x-request-id')).toBe('from-the-proxy-1')
    const wrong = await call(read, echoLimit, { init, role: null })
    expect(wrong.response.headers.get('content-type')).toBe('application/problem+json')
    expect(wrong.response.headers.get('cache-control')).toBe('no-store')
    expect(wrong.json).toMatchObject({ requestId: 'from-the-proxy-1', status: 401, type: expect.any(String) })
  })

  test.each(['short', 'a b c d e f g h', '<script>alert(1)</script>', 'x'.repeat(65)])(
    'the request id %j of a caller is not taken over',
    async (given) => {
      const { response } = await call(read, echoLimit, { init: { headers: { 'x-request-id': given } } })
      expect(response.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
    },
  )

  test('what the shape does not name is stripped', async () => {
    const leaky = async () => ({ limit: 1, passwordHash: 'secret' })
    expect((await call(read, leaky)).json).toEqual({ limit: 1 })
  })

  test('an answer of the wrong shape is our fault: 500, logged, and not sent', async () => {
    lines.length = 0
    const broken = async () => ({ limit: 'secret' }) as unknown as { limit: number }
    const { status, json: problem } = await call(read, broken)
    expect(status).toBe(500)
    expect(JSON.stringify(problem)).not.toContain('secret')
    expect(lines.join('')).toContain(problem.requestId)
  })

  test('what is thrown becomes a problem; a registry’s 401 is not the caller’s', async () => {
    const failing =
      (error: unknown): Handler<typeof read> =>
      async () => {
        throw error
      }
    expect(await call(read, failing(new ApiError('tag_moved', 'It moved.')))).toMatchObject({ status: 412 })
    const refused = new RegistryError({ code: 'unauthorized', registry: 'hub', status: 401 })
    expect(await call(read, failing(refused))).toMatchObject({
      status: 502,
      json: { code: 'registry_unauthorized' },
    })
    const limited = await call(
      read,
      failing(new RegistryError({ code: 'rate_limited', registry: 'h', retryAfterMs: 3e4 })),
    )
    expect(limited.response.headers.get('retry-after')).toBe('30')
    expect(await call(read, failing(new TypeError('inner')))).toMatchObject({
      status: 500,
      json: { code: 'internal' },
    })
  })

  test('204 has no body', async () => {
    const gone = defineEndpoint({ ...add, response: z.null(), successStatus: 204 })
    expect(await call(gone, async () => null, { init: json('{"name":"a"}') })).toMatchObject({
      status: 204,
      json: null,
    })
  })

  test('bytes of a handler pass untouched, with its own caching', async () => {
    const { response } = await call(
      read,
      async () => new Response('{}', { status: 206, headers: { etag: '"x"', 'cache-control': 'private' } }),
    )
    expect(response.status).toBe(206)
    expect(response.headers.get('etag')).toBe('"x"')
    expect(response.headers.get('cache-control')).toBe('private')
  })

  test('https is insisted on only where the public address has it', async () => {
    const over = async (publicUrl: string) =>
      (await call(read, echoLimit, { publicUrl })).response.headers.get('strict-transport-security')
    expect(await over('http://localhost:3000')).toBeNull()
    expect(await over('https://portolan.example.com')).toContain('max-age')
  })
})
