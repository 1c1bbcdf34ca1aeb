import { expect, test } from 'vitest'
import type { Step } from './testing/scripted-server.ts'
import { type ScriptedServer, startScriptedServer } from './testing/scripted-server.ts'
import type { Credentials } from './types.ts'

const basic: Credentials = { kind: 'basic', username: 'ann', password: 'pass:wörd' }
const basicHeader = `Basic ${Buffer.from('ann:pass:wörd').toString('base64')}`
const credentials = async () => basic
const pullScope = 'repository:a/b:pull'
const list = 'GET /v2/a/b/tags/list?n=1000'

async function tagsOf(client: { listTags(name: string): AsyncIterable<readonly string[]> }) {
  for await (const page of client.listTags('a/b')) return page
}
/** Lets in whoever carries one of these; asks everybody else for a token. */
const guarded = (server: ScriptedServer, good: readonly string[], parameters = '', times = 500): Step => ({
  request: list,
  times,
  answer: ({ headers: { authorization } }) =>
    good.includes(authorization ?? '')
      ? { body: { tags: ['x'] } }
      : { status: 401, headers: { 'www-authenticate': challenge(server, parameters) } },
})
const challenge = (server: ScriptedServer, parameters = '') =>
  `Bearer realm="${server.url}/token",service="reg",scope="${pullScope}"${parameters}`
const tokenPath = (scope = pullScope) => `GET /token?service=reg&scope=${encodeURIComponent(scope)}`

test('a password goes out only once it was asked for, and from then on at once', async () => {
  const server = await startScriptedServer()
  server.expect({
    request: list,
    times: 3,
    answer: ({ headers: { authorization } }) =>
      authorization === basicHeader
        ? { body: { tags: ['x'] } }
        : { status: 401, headers: { 'www-authenticate': 'Basic realm="r"' } },
  })
  const client = server.client({ credentials })
  expect(await tagsOf(client)).toEqual(['x'])
  expect(await tagsOf(client)).toEqual(['x'])
  expect(server.seen.map((r) => r.headers.authorization)).toEqual([undefined, basicHeader, basicHeader])
})

test('a wrong password is tried once, and is unauthorized', async () => {
  const server = await startScriptedServer()
  const refused = { status: 401, headers: { 'www-authenticate': 'Basic realm="r"' } }
  server.expect({ request: list, times: 2, answer: refused })
  await expect(tagsOf(server.client({ credentials }))).rejects.toMatchObject({
    code: 'unauthorized',
    status: 401,
  })
})

test('a hundred calls at once meet one challenge and fetch one token', async () => {
  const server = await startScriptedServer()
  server.expect(guarded(server, ['Bearer t1']), {
    request: tokenPath(),
    answer: { delayMs: 30, body: { token: 't1', expires_in: 300 } },
  })
  const client = server.client({ credentials, concurrency: 20 })
  const all = await Promise.all(Array.from({ length: 100 }, () => tagsOf(client)))
  expect(all.every((tags) => tags?.[0] === 'x')).toBe(true)
  expect(server.seen.filter((r) => r.path.startsWith('/token'))).toMatchObject([
    { headers: { authorization: basicHeader } },
  ])
  expect(server.seen.filter((r) => r.headers.authorization === undefined)).toHaveLength(1)
})

test.each([
  ['access_token', { access_token: 't1' }],
  ['both, and nulls', { token: 't1', access_token: 't2', expires_in: null, issued_at: null }],
])('a token may come as %s', async (_, body) => {
  const server = await startScriptedServer()
  server.expect(guarded(server, ['Bearer t1']), { request: tokenPath(), answer: { body } })
  expect(await tagsOf(server.client())).toEqual(['x'])
})

test('an identity token is exchanged by POST and never sent to the registry', async () => {
  const server = await startScriptedServer()
  server.expect(guarded(server, ['Bearer t1']), {
    request: 'POST /token',
    answer: ({ body }) => {
      expect(Object.fromEntries(new URLSearchParams(body.toString()))).toMatchObject({
        grant_type: 'refresh_token',
        refresh_token: 'long-lived',
        service: 'reg',
        scope: pullScope,
      })
      return { body: { access_token: 't1' } }
    },
  })
  const identity = async (): Promise<Credentials> => ({ kind: 'identityToken', token: 'long-lived' })
  expect(await tagsOf(server.client({ credentials: identity }))).toEqual(['x'])
  for (const { path, headers } of server.seen) {
    if (path !== '/token') expect(headers.authorization ?? '').not.toContain('long-lived')
  }
})

test('a token is renewed before it runs out', async () => {
  const server = await startScriptedServer()
  let issued = 0
  server.expect(guarded(server, ['Bearer t1', 'Bearer t2']), {
    request: tokenPath(),
    times: 2,
    answer: () => ({ body: { token: `t${++issued}`, expires_in: 0.2 } }),
  })
  const client = server.client()
  await tagsOf(client)
  await tagsOf(client)
  expect(issued).toBe(1)
  await new Promise((resolve) => setTimeout(resolve, 250))
  await tagsOf(client)
  expect(issued).toBe(2)
  expect(server.seen.filter((r) => r.path.startsWith('/v2/') && !r.headers.authorization)).toHaveLength(1)
})

test('invalid_token gets one new token, and then no more', async () => {
  const server = await startScriptedServer()
  let issued = 0
  server.expect(guarded(server, ['Bearer t2'], ',error="invalid_token"'), {
    request: tokenPath(),
    times: 2,
    answer: () => ({ body: { token: `t${++issued}` } }),
  })
  expect(await tagsOf(server.client())).toEqual(['x'])
  expect(server.seen).toHaveLength(5)
})

test('a token that is refused twice is unauthorized', async () => {
  const server = await startScriptedServer()
  server.expect(guarded(server, [], ',error="invalid_token"', 3), {
    request: tokenPath(),
    times: 2,
    answer: { body: { token: 'bad' } },
  })
  await expect(tagsOf(server.client())).rejects.toMatchObject({ code: 'unauthorized' })
})

test('insufficient_scope gets one token with what the challenge asks for besides, and it is remembered', async () => {
  const server = await startScriptedServer()
  const wide = 'repository:a/b:metadata_read,pull'
  let asked = 0
  server.expect(
    {
      request: list,
      times: 4,
      answer: ({ headers: { authorization } }) => {
        if (authorization === 'Bearer wide') return { body: { tags: ['x'] } }
        const scope = asked++ === 0 ? pullScope : 'repository:a/b:metadata_read'
        const error = authorization ? ',error="insufficient_scope"' : ''
        const header = `Bearer realm="${server.url}/token",service="reg",scope="${scope}"${error}`
        return { status: 401, headers: { 'www-authenticate': header } }
      },
    },
    { request: tokenPath(), answer: { body: { token: 'narrow' } } },
    { request: tokenPath(wide), answer: { body: { token: 'wide' } } },
  )
  const client = server.client()
  expect(await tagsOf(client)).toEqual(['x'])
  expect(await tagsOf(client)).toEqual(['x'])
})

test('a scope that the account does not get is denied, without asking again', async () => {
  const server = await startScriptedServer()
  server.expect(guarded(server, [], ',error="insufficient_scope"', 2), {
    request: tokenPath(),
    answer: { body: { token: 'narrow' } },
  })
  await expect(tagsOf(server.client())).rejects.toMatchObject({ code: 'denied', status: 401 })
})

test('a token that would end its header is refused', async () => {
  const server = await startScriptedServer()
  server.expect(guarded(server, []), { request: tokenPath(), answer: { body: { token: 'a\r\nx-evil: 1' } } })
  await expect(tagsOf(server.client())).rejects.toMatchObject({ code: 'invalid_response' })
})

test.each([
  [{ status: 401 }, 'unauthorized'],
  [{ status: 403 }, 'denied'],
  [{ status: 404 }, 'invalid_response'],
  [{ status: 302, headers: { location: 'http://127.0.0.1:9/' } }, 'invalid_response'],
  [{ status: 200, body: '<html>' }, 'invalid_response'],
  [{ status: 200, body: {} }, 'invalid_response'],
  [{ status: 429, headers: { 'retry-after': '7' } }, 'rate_limited'],
  [{ status: 200, body: 'x'.repeat(2 ** 20 + 1) }, 'too_large'],
])('a token server that answers %j is %s', async (answer, code) => {
  const server = await startScriptedServer()
  server.expect(guarded(server, [], '', 1), { request: tokenPath(), answer })
  await expect(tagsOf(server.client({ credentials }))).rejects.toMatchObject({ code })
})

test.each([
  ['a link-local address (metadata)', 'http://169.254.169.254/latest/meta-data'],
  ['the same, written as IPv6', 'http://[::ffff:169.254.169.254]/'],
  ['the same, written as a number', 'http://2852039166/'],
  ['a private address, the registry being on loopback', 'http://10.0.0.1/token'],
  ['something else than HTTP', 'file:///etc/passwd'],
  ['an address with credentials in it', 'http://a:b@127.0.0.1/token'],
  ['no address', 'http://'],
])('a realm at %s is never contacted', async (_, realm) => {
  const server = await startScriptedServer()
  const headers = { 'www-authenticate': `Bearer realm="${realm}",service="reg"` }
  server.expect({ request: list, answer: { status: 401, headers } })
  await expect(tagsOf(server.client())).rejects.toMatchObject({ code: 'forbidden_target' })
})

test('a password never goes over plain http to another host', async () => {
  const server = await startScriptedServer()
  const headers = { 'www-authenticate': 'Bearer realm="http://token.example/token",service="reg"' }
  server.expect({ request: list, answer: { status: 401, headers } })
  await expect(tagsOf(server.client({ credentials }))).rejects.toMatchObject({ code: 'forbidden_target' })
})

test('a registry that hides what is private behind 404 is asked at its door', async () => {
  const server = await startScriptedServer()
  server.expect(
    {
      request: list,
      times: 2,
      answer: ({ headers: { authorization } }) =>
        authorization === basicHeader ? { body: { tags: ['x'] } } : { status: 404 },
    },
    { request: 'GET /v2/', answer: { status: 401, headers: { 'www-authenticate': 'Basic realm="r"' } } },
  )
  expect(await tagsOf(server.client({ credentials }))).toEqual(['x'])
})
