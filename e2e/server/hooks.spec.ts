import { Client } from 'undici'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { listActivity } from '#lib/api/activity.ts'
import type { listAudit } from '#lib/api/audit.ts'
import type { ResponseOf } from '#lib/api/endpoint.ts'
import type { listTags } from '#lib/api/tags.ts'
import { type DockerRegistry, startDockerRegistry } from '../lab/docker-registry.ts'
import { findFreePort } from '../lab/free-port.ts'
import { buildImage } from '../lab/images.ts'
import { type Portolan, type SignedIn, signIn, startPortolan, until } from '../lab/portolan.ts'
import { push } from '../lab/push.ts'
import { connectionOf } from './database.ts'
import { tagsPath } from './world.ts'

type Tags = ResponseOf<typeof listTags>

const token = 'a-token-of-this-test'
const env = { PORTOLAN_SECRET: 'the secret that two replicas of this test share' }
let registry: DockerRegistry
let portolan: Portolan
let admin: SignedIn

beforeAll(async () => {
  const port = await findFreePort()
  const url = `http://127.0.0.1:${port}/hooks/told/distribution`
  registry = await startDockerRegistry({ notifications: { url, token } })
  const registries = [
    { id: 'told', url: registry.url, hookToken: token, syncEvery: 'off' },
    { id: 'quiet', url: registry.url, syncEvery: 'off' },
  ]
  portolan = await startPortolan({ registries, port, env })
  admin = await signIn(portolan.url)
}, 300_000)

afterAll(async () => {
  await portolan?.stop()
  await registry?.stop()
})

/** What the stream of changes says, with the time of each change. */
async function listen(at: SignedIn = admin) {
  const controller = new AbortController()
  const answer = await at.api('/events', { signal: controller.signal })
  let text = ''
  void (async () => {
    const decoder = new TextDecoder()
    for await (const chunk of answer.body ?? []) text += decoder.decode(chunk, { stream: true })
  })().catch(() => undefined)
  return { text: () => text, stop: () => controller.abort() }
}

const manifestRequests = async (method: string) =>
  (await registry.log()).filter((r) => r.method === method && r.path.includes('/team/app/manifests/'))

test('a push that the registry tells of is in the list within a second, without anybody having asked', async () => {
  await push(registry, 'team/app', buildImage({ labels: { n: '1' } }), 'v1')
  const list = () => admin.json<Tags>(tagsPath('told', 'team/app'))
  await until(list, ({ items }) => items.some(({ name, kind }) => name === 'v1' && kind === 'image'))
  const stream = await listen()
  await expect.poll(stream.text).toContain('event: ready')
  const startedAt = performance.now()
  const image = await push(registry, 'team/app', buildImage({ labels: { n: '2' } }), 'v2')
  await expect
    .poll(stream.text, { interval: 10, timeout: 2_000 })
    .toContain('{"about":"tags","registry":"told","repository":"team/app"}')
  const { items } = await until(list, (answer) => answer.items.some(({ name }) => name === 'v2'), 1_000)
  expect(performance.now() - startedAt).toBeLessThan(1_500)
  const v2 = items.find(({ name }) => name === 'v2')
  expect(v2).toMatchObject({ digest: image.digest, kind: 'image', pushedAt: expect.any(String) })
  stream.stop()
})

test('a pull says when it was, and our own reading is none', async () => {
  const list = () => admin.json<Tags>(tagsPath('told', 'team/app'))
  const before = await list()
  expect(before.items.find(({ name }) => name === 'v1')?.pulledAt).toBeNull()
  await fetch(`${registry.url}/v2/team/app/manifests/v1`, {
    headers: { accept: 'application/vnd.oci.image.manifest.v1+json', 'user-agent': 'docker/27' },
  })
  const after = await until(
    list,
    ({ items }) => items.some(({ name, pulledAt }) => name === 'v1' && pulledAt !== null),
    2_000,
  )
  expect(after.items.find(({ name }) => name === 'v2')?.pulledAt).toBeNull()
  const settled = (await manifestRequests('GET')).length
  await new Promise((resolve) => setTimeout(resolve, 1_500))
  // Were our own requests news to us, they would go on for ever.
  expect((await manifestRequests('GET')).length).toBeLessThanOrEqual(settled)
})

test('a deletion takes the row from the list within a second', async () => {
  const list = () => admin.json<Tags>(tagsPath('told', 'team/app'))
  const { items } = await list()
  const digest = items.find(({ name }) => name === 'v2')?.digest
  expect(digest).toBeTruthy()
  await fetch(`${registry.url}/v2/team/app/manifests/${digest}`, { method: 'DELETE' })
  await until(list, (answer) => !answer.items.some(({ name }) => name === 'v2'), 1_500)
})

test('five hundred pushes told at once cost one list, and not a list each', async () => {
  await registry.clearLog()
  const events = Array.from({ length: 500 }, (_, n) => ({
    id: `burst-${n}`,
    action: 'push',
    target: {
      mediaType: 'application/vnd.oci.image.manifest.v1+json',
      repository: 'team/app',
      url: 'http://x/v2/team/app/manifests/x',
      tag: `ghost-${n}`,
    },
  }))
  await Promise.all(Array.from({ length: 50 }, (_, n) => send({ events: events.slice(n * 10, n * 10 + 10) })))
  const lists = async () =>
    (await registry.log()).filter(({ path }) => path.endsWith('/team/app/tags/list')).length
  await expect.poll(lists, { timeout: 10_000 }).toBeGreaterThan(0)
  await new Promise((resolve) => setTimeout(resolve, 1_500))
  expect(await lists()).toBeLessThan(20)
  const { items } = await admin.json<Tags>(tagsPath('told', 'team/app'))
  // What the registry does not have is in no list, whoever says so.
  expect(items.map(({ name }) => name)).toEqual(['v1'])
})

const send = (
  body: unknown,
  headers: Record<string, string> = { authorization: `Bearer ${token}` },
  path = '',
) =>
  fetch(`${portolan.url}/hooks/told/distribution${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/vnd.docker.distribution.events.v1+json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })

test('what one replica is told is heard by who listens to another one on the same database', async () => {
  const { host, port, user, password, database } = connectionOf(portolan.dataDir)
  const DATABASE_URL = `postgres://${user}:${encodeURIComponent(password)}@${host}:${port}/${database}`
  const other = await startPortolan({
    registries: [{ id: 'told', url: registry.url, hookToken: token, syncEvery: 'off' }],
    env: { ...env, DATABASE_URL },
  })
  try {
    const stream = await listen(await signIn(other.url))
    await expect.poll(stream.text).toContain('event: ready')
    await push(registry, 'team/other', buildImage(), 'v1')
    await expect
      .poll(stream.text, { interval: 10, timeout: 3_000 })
      .toContain('{"about":"tags","registry":"told","repository":"team/other"}')
    expect(stream.text()).toContain('{"about":"activity"}')
    stream.stop()
  } finally {
    await other.stop()
  }
}, 120_000)

test('what happened stands in the activity: who pushed, pulled and deleted what', async () => {
  const { items } = await admin.json<ResponseOf<typeof listActivity>>(
    '/activity?registry=told&repository=team/app&limit=1000',
  )
  const deeds = items
    .filter(({ tag }) => !tag?.startsWith('ghost'))
    .map(({ action, tag }) => `${action} ${tag ?? ''}`)
  expect(deeds).toEqual(expect.arrayContaining(['push v1', 'push v2', 'pull v1']))
  expect(items.some(({ action, source }) => action === 'delete' && source === 'notification')).toBe(true)
  expect(items.find(({ action, tag }) => action === 'pull' && tag === 'v1')?.userAgent).toBe('docker/27')
  expect(items.every(({ userAgent }) => !userAgent?.startsWith('portolan'))).toBe(true)
})

test('without the token nothing is taken: 401 as a problem, also for a registry that there is not', async () => {
  for (const headers of [{}, { authorization: 'Bearer wrong' }, { authorization: 'Basic d3Jvbmc=' }]) {
    const answer = await send({ events: [] }, headers as Record<string, string>)
    expect([answer.status, answer.headers.get('content-type')]).toEqual([401, 'application/problem+json'])
  }
  const nowhere = await fetch(`${portolan.url}/hooks/nowhere/distribution`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: '{}',
  })
  expect(nowhere.status).toBe(401)
  // A session is no token.
  expect((await admin.api('/hooks/told/distribution', { method: 'POST', body: '{}' })).status).toBe(401)
})

test('the token counts in every place where senders can put it, and the same event counts once', async () => {
  const event = {
    id: 'twice',
    action: 'pull',
    target: { repository: 'team/app', tag: 'v1', url: 'http://x/v2/team/app/manifests/v1' },
  }
  const accepted: number[] = []
  for (const [headers, path] of [
    [{ authorization: `Bearer ${token}` }, ''],
    [{ authorization: `Basic ${Buffer.from(`x:${token}`).toString('base64')}` }, ''],
    [{}, `?token=${token}`],
  ] as const) {
    const answer = await send({ events: [event] }, headers as Record<string, string>, path)
    expect(answer.status).toBe(202)
    accepted.push(((await answer.json()) as { accepted: number }).accepted)
  }
  expect(accepted).toEqual([1, 0, 0])
})

test('administrators see where to send and with which token; the file’s token is not changed here', async () => {
  const hook = await admin.json<{ url: string; token: string; source: string; lastEventAt: string }>(
    '/registries/told/hook',
  )
  expect(hook).toMatchObject({ token, source: 'file', lastEventAt: expect.any(String) })
  expect(hook.url).toMatch(/\/hooks\/told\/distribution$/)
  expect((await admin.api('/registries/told/hook', { method: 'POST' })).status).toBe(409)
})

test('a token is made, counts, and no longer does once there is another one; all of it stands in the audit', async () => {
  const hookPath = '/registries/quiet/hook'
  const tell = async (given: string) => {
    const event = {
      id: given,
      action: 'pull',
      target: { repository: 'team/app', tag: 'v1', url: 'http://x/v2/team/app/manifests/v1' },
    }
    const answer = await fetch(`${portolan.url}/hooks/quiet/distribution`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${given}` },
      body: JSON.stringify({ events: [event] }),
    })
    return answer.status
  }
  expect(await admin.json(hookPath)).toMatchObject({ token: null, source: null, lastEventAt: null })
  for (const nothing of ['', 'null', token]) expect(await tell(nothing)).toBe(401)
  const make = async () => {
    const made = await admin.json<{ token: string; source: string }>(hookPath, { method: 'POST' })
    expect(made).toEqual(await admin.json(hookPath))
    expect(made.source).toBe('store')
    return made.token
  }
  const first = await make()
  expect(first.length).toBeGreaterThan(30)
  expect(await tell(first)).toBe(202)
  expect((await admin.json<{ lastEventAt: string | null }>(hookPath)).lastEventAt).not.toBeNull()
  const second = await make()
  expect(second).not.toBe(first)
  expect(await tell(first)).toBe(401)
  expect(await tell(second)).toBe(202)
  const { items } = await admin.json<ResponseOf<typeof listAudit>>('/audit?limit=10')
  const made = items.filter(({ registry }) => registry === 'quiet')
  expect(made.map(({ action, phase }) => `${action} ${phase}`).toSorted()).toEqual(
    ['started', 'started', 'succeeded', 'succeeded'].map((phase) => `registry.change ${phase}`),
  )
  expect(JSON.stringify(items)).not.toContain(first)
})

test('a body that is too large or no JSON is refused, and the connection lives on', async () => {
  const client = new Client(portolan.url)
  const post = async (body: string) => {
    const answer = await client.request({
      method: 'POST',
      path: '/hooks/told/distribution',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body,
    })
    return [answer.statusCode, ((await answer.body.json()) as { code?: string }).code]
  }
  let connections = 0
  client.on('connect', () => {
    connections++
  })
  try {
    expect(await post('x'.repeat(8 * 1024 * 1024))).toEqual([413, 'request_too_large'])
    expect(await post('no json')).toEqual([400, 'invalid_request'])
    expect(connections).toBe(1)
  } finally {
    await client.close()
  }
})
