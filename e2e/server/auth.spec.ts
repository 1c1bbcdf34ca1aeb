import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Problem } from '#lib/api/problem.ts'
import { administrator, type Portolan, signIn, startPortolan } from '../lab/portolan.ts'
import { makeUser } from './accounts.ts'
import { connectionOf } from './database.ts'

let portolan: Portolan
beforeAll(async () => {
  portolan = await startPortolan({
    registries: [{ id: 'local', url: 'http://127.0.0.1:9', syncEvery: 'off' }],
  })
})
afterAll(() => portolan?.stop())

const ask = (path: string, init: RequestInit = {}) =>
  fetch(`${portolan.url}${path}`, { redirect: 'manual', ...init })

/** What next-auth's form would send, and what a caller makes of it. */
async function post(
  action: string,
  fields: Record<string, string>,
  {
    csrf = 'right',
    headers = {},
  }: { csrf?: 'right' | 'wrong' | 'none'; headers?: Record<string, string> } = {},
) {
  const answer = await ask('/api/auth/csrf')
  const { csrfToken } = (await answer.json()) as { csrfToken: string }
  const cookie = answer.headers
    .getSetCookie()
    .map((one) => one.split(';', 1)[0])
    .join('; ')
  const tokens: Record<typeof csrf, Record<string, string>> = {
    right: { csrfToken },
    wrong: { csrfToken: csrfToken.replace(/^./, '.') },
    none: {},
  }
  return ask(`/api/auth/${action}`, {
    method: 'POST',
    headers: { cookie, ...headers },
    body: new URLSearchParams({ ...fields, ...tokens[csrf], json: 'true' }),
  })
}
const sessionCookies = (answer: Response) =>
  answer.headers.getSetCookie().filter((cookie) => /^next-auth\.session-token=[^;]/.test(cookie))

describe('signing in', () => {
  test.each(['wrong', 'none'] as const)(
    'with the right password and %s CSRF token opens nothing',
    async (csrf) => {
      const answer = await post('callback/credentials', administrator, { csrf })
      expect(sessionCookies(answer)).toEqual([])
      expect(await answer.json()).toMatchObject({ url: expect.stringContaining('csrf=true') })
      const right = await post('callback/credentials', administrator)
      expect(sessionCookies(right)).toHaveLength(1)
    },
  )

  test('a form of another site signs nobody in, whatever it knows', async () => {
    const ways: Record<string, string>[] = [
      { origin: 'https://attacker.example' },
      { 'sec-fetch-site': 'cross-site' },
    ]
    for (const headers of ways) {
      const answer = await post('callback/credentials', administrator, { headers })
      expect([answer.status, sessionCookies(answer)]).toEqual([403, []])
      expect(((await answer.json()) as Problem).code).toBe('cross_origin')
    }
  })

  test('is throttled by 429 with Retry-After, the right password too, and opens when that time is over', async () => {
    const account = { username: 'viewer', password: 'the password of an viewer' }
    await makeUser(portolan.url, connectionOf(portolan.dataDir), 'viewer')
    // An address of its own: what is counted under it is counted for nobody else.
    const headers = { 'x-forwarded-for': '192.0.2.44' }
    const guess = (password: string) => post('callback/credentials', { ...account, password }, { headers })
    let answer = await guess('wrong 1')
    let tries = 1
    // The wait doubles from one second at the fifth: however slow the machine, one of the next meets it.
    for (; answer.status === 401 && tries < 12; tries++) answer = await guess(`wrong ${tries + 1}`)
    expect(answer.status).toBe(429)
    expect(tries).toBeGreaterThan(5)
    const seconds = Number(answer.headers.get('retry-after'))
    expect(seconds).toBeGreaterThan(0)
    expect(seconds).toBeLessThanOrEqual(128)
    const { url } = (await answer.json()) as { url: string }
    expect(new URL(url).searchParams.get('error')).toBe(`too_many_attempts:${seconds}`)

    const right = await guess(account.password)
    expect([right.status, sessionCookies(right)]).toEqual([429, []])
    const elsewhere = await post('callback/credentials', account, {
      headers: { 'x-forwarded-for': '192.0.2.45' },
    })
    expect([elsewhere.status, sessionCookies(elsewhere).length]).toEqual([200, 1])
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000 + 100))
    const after = await guess(account.password)
    expect([after.status, sessionCookies(after).length]).toEqual([200, 1])
  })
})

describe('signing out', () => {
  const signOut = async (session: Awaited<ReturnType<typeof signIn>>, csrfToken: string | null) => {
    const cookie = [...session.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const token =
      csrfToken ?? ((await (await ask('/api/auth/csrf', { headers: { cookie } })).json()).csrfToken as string)
    return ask('/api/auth/signout', {
      method: 'POST',
      headers: { cookie },
      body: new URLSearchParams({ csrfToken: token, json: 'true' }),
    })
  }

  test('takes the session away from the browser', async () => {
    const session = await signIn(portolan.url)
    expect((await session.api('/registries')).status).toBe(200)
    const answer = await signOut(session, null)
    expect(answer.headers.getSetCookie()).toContainEqual(
      expect.stringMatching(/^next-auth\.session-token=; .*(?:Max-Age=0|Expires=Thu, 01 Jan 1970)/),
    )
    for (const cookie of answer.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';')
      session.cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1))
    }
    expect((await session.api('/registries')).status).toBe(401)
  })

  test('without the CSRF token it is left alone', async () => {
    const session = await signIn(portolan.url)
    const answer = await signOut(session, 'made-up')
    expect(
      answer.headers.getSetCookie().filter((one) => one.startsWith('next-auth.session-token=;')),
    ).toEqual([])
    expect((await session.api('/registries')).status).toBe(200)
  })
})

describe('another site', () => {
  test.each([
    ['POST', '/registries', '{}'],
    ['PATCH', '/registries/local', '{}'],
    ['DELETE', '/registries/local', null],
    ['DELETE', '/registries/local/repositories/team~api/tags/1.0', null],
    ['POST', '/deletions', '{"items":[]}'],
    ['POST', '/copies', '{}'],
  ])('cannot make a browser send %s %s', async (method, path, body) => {
    const { api } = await signIn(portolan.url)
    const ways: Record<string, string>[] = [
      { origin: 'https://attacker.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'same-site', origin: portolan.url.replace('127.0.0.1', 'localhost') },
    ]
    for (const way of ways) {
      const answer = await api(path, {
        method,
        headers: { 'content-type': 'application/json', ...way },
        body,
      })
      expect([way, answer.status, ((await answer.json()) as Problem).code]).toEqual([
        way,
        403,
        'cross_origin',
      ])
    }
  })

  test('our own may', async () => {
    const { api } = await signIn(portolan.url)
    const headers = {
      origin: portolan.url,
      'sec-fetch-site': 'same-origin',
      'content-type': 'application/json',
    }
    const answer = await api('/registries/local/refresh', { method: 'POST', headers, body: '{}' })
    expect(answer.status).toBe(202)
  })
})

describe('without a session', () => {
  test('/healthz says that the process is up, and /readyz that it can answer', async () => {
    const up = await ask('/healthz')
    expect([up.status, await up.json()]).toEqual([200, { status: 'up' }])
    expect(up.headers.get('cache-control')).toBe('no-store')
    expect((await ask('/readyz')).status).toBe(200)
  })

  test.each(['/', '/activity', '/r/local', '/policies', '/compare'])(
    'the page %s leads to signing in',
    async (path) => {
      const answer = await ask(path)
      expect([answer.status, answer.headers.get('location')]).toEqual([
        307,
        expect.stringContaining('/sign-in'),
      ])
    },
  )
})

describe('headers', () => {
  test.each([
    '/api/v1/registries',
    '/api/v1/registries/local',
    '/api/v1/no-such-path',
    '/api/auth/csrf',
    '/healthz',
    '/readyz',
    '/metrics',
  ])('%s is no page: nothing of it is run, framed, guessed at or kept', async (path) => {
    const { cookies } = await signIn(portolan.url)
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const { headers } = await ask(path, { headers: { cookie } })
    expect(headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'; sandbox")
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('x-frame-options')).toBe('DENY')
    expect(headers.get('referrer-policy')).toBe('same-origin')
    expect(headers.get('cache-control')).toContain('no-store')
    expect(headers.get('x-powered-by')).toBeNull()
    expect(headers.get('access-control-allow-origin')).toBeNull()
  })
})
