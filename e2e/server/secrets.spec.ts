import { afterAll, beforeAll, expect, test } from 'vitest'
import { type DockerRegistry, startDockerRegistry } from '../lab/docker-registry.ts'
import { administrator, type Portolan, signIn, startPortolan } from '../lab/portolan.ts'

const wrong = 'Gu3ss-Not-Right-77'
const mistyped = 'My-Typed-Secret-99'

let locked: DockerRegistry
let portolan: Portolan

beforeAll(async () => {
  locked = await startDockerRegistry({ mode: 'htpasswd' })
  const place = { url: locked.url, name: 'Locked' }
  const registries = [
    { ...place, id: 'right', auth: locked.credentials },
    { ...place, id: 'wrong', auth: { username: 'demo', password: wrong } },
  ]
  portolan = await startPortolan({ registries })
})

afterAll(async () => {
  await portolan?.stop()
  await locked?.stop()
})

test('no password stands in an answer or in the log, whether it works, is refused or is mistyped', async () => {
  const failed = await signIn(portolan.url, { ...administrator, password: mistyped })
  const { api } = await signIn(portolan.url)
  const answers = [await failed.response.text()]
  for (const id of ['right', 'wrong']) {
    const registry = `/registries/${id}`
    for (const path of [registry, `${registry}/repositories`, `${registry}/repositories/a/manifests/x`])
      answers.push(await (await api(path)).text())
  }
  answers.push(await (await api('/audit')).text())
  expect(answers.join('\n')).toContain('registry_unauthorized')
  const secrets = [
    ...['s3cret', wrong, mistyped, administrator.password],
    ...['s3cret', wrong].map((password) => Buffer.from(`demo:${password}`).toString('base64')),
  ]
  for (const secret of secrets) {
    expect(answers.join('\n')).not.toContain(secret)
    expect(portolan.lines.join('\n')).not.toContain(secret)
  }
})

test('a session cookie that somebody planted opens nothing, and signing in replaces it', async () => {
  const planted = 'next-auth.session-token=planted'
  const ask = (path: string, init: RequestInit = {}) =>
    fetch(`${portolan.url}${path}`, { redirect: 'manual', ...init })
  expect((await ask('/api/v1/registries', { headers: { cookie: planted } })).status).toBe(401)

  const csrf = await ask('/api/auth/csrf', { headers: { cookie: planted } })
  const { csrfToken } = (await csrf.json()) as { csrfToken: string }
  const cookies = [planted, ...csrf.headers.getSetCookie().map((cookie) => cookie.split(';', 1)[0])]
  const answer = await ask('/api/auth/callback/credentials', {
    method: 'POST',
    headers: { cookie: cookies.join('; ') },
    body: new URLSearchParams({ ...administrator, csrfToken, json: 'true' }),
  })
  const session = answer.headers
    .getSetCookie()
    .find((cookie) => cookie.startsWith('next-auth.session-token='))
  expect(session).toMatch(/^next-auth\.session-token=ey.+; Path=\/; .*HttpOnly; SameSite=Lax/)
})
