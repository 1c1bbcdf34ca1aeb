import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Problem } from '#lib/api/problem.ts'
import { type DockerRegistry, startDockerRegistry } from '../lab/docker-registry.ts'
import { findDownAddress } from '../lab/free-port.ts'
import { buildImage } from '../lab/images.ts'
import { type Portolan, type SignedIn, signIn, startPortolan, until } from '../lab/portolan.ts'
import { push } from '../lab/push.ts'

const token = 'the-token-of-the-scraper'
let registry: DockerRegistry
let portolan: Portolan
let admin: SignedIn

const scrape = (authorization?: string, path = '/metrics') =>
  fetch(`${portolan.url}${path}`, authorization ? { headers: { authorization } } : {})
const read = async () => (await scrape(`Bearer ${token}`)).text()

/** The value of one series, its labels in the order in which they stand there; null where there is none. */
const figureOf = (text: string, series: string) => {
  const line = text.split('\n').find((one) => one.startsWith(`${series} `))
  return line === undefined ? null : Number(line.slice(series.length + 1))
}

beforeAll(async () => {
  registry = await startDockerRegistry()
  await push(registry, 'team/api', buildImage(), 'v1')
  await push(registry, 'team/api', buildImage(), 'v2')
  await push(registry, 'team/secret-project', buildImage(), 'v1')
  portolan = await startPortolan({
    registries: [
      { id: 'local', name: 'Local', url: registry.url },
      { id: 'down', name: 'Down', url: await findDownAddress() },
    ],
    env: { PORTOLAN_METRICS_TOKEN: token },
  })
  admin = await signIn(portolan.url)
}, 180_000)

afterAll(async () => {
  await portolan?.stop()
  await registry?.stop()
})

describe('who may read the metrics', () => {
  test('without a session or the token nobody does, and learns no name', async () => {
    for (const answer of [
      await scrape(),
      await scrape('Bearer nonsense'),
      await scrape(undefined, `/metrics?token=${token}`),
    ]) {
      expect(answer.status).toBe(401)
      expect(answer.headers.get('content-type')).toBe('application/problem+json')
      expect(((await answer.json()) as Problem).code).toBe('unauthenticated')
    }
  })

  test('a scraper does with the token, which opens nothing else', async () => {
    const answer = await scrape(`Bearer ${token}`)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/)
    expect((await scrape(`Bearer ${token}`, '/api/v1/registries')).status).toBe(401)
  })

  test('so does whoever is signed in', async () => {
    const cookie = [...admin.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    expect((await fetch(`${portolan.url}/metrics`, { headers: { cookie } })).status).toBe(200)
    expect((await fetch(`${portolan.url}/metrics`, { method: 'POST', headers: { cookie } })).status).toBe(405)
  })
})

test('registries, walks and what they cost can be read off; repositories and tags are numbers, not names', async () => {
  const text = await until(read, (all) => {
    const isRead = figureOf(all, 'portolan_registry_tags{registry="local"}') === 3
    const isAsked = figureOf(all, 'portolan_registry_up{registry="down"}') !== null
    return (
      isRead &&
      isAsked &&
      figureOf(all, 'portolan_registry_walked_timestamp_seconds{registry="local"}') !== null
    )
  })
  const value = (series: string) => figureOf(text, `portolan_${series}`)
  expect(value('registry_up{registry="local"}')).toBe(1)
  expect(value('registry_up{registry="down"}')).toBe(0)
  expect(value('registry_latency_seconds{registry="down"}')).toBeNull()
  expect(value('registry_repositories{registry="local"}')).toBe(2)
  expect(value('registry_repositories{registry="down"}')).toBeNull()
  expect(value('registry_bytes{registry="local"}')).toBeGreaterThan(0)
  expect(value('registry_walk_running{registry="local"}')).toBe(0)
  expect(value('registry_requests_total{registry="local",method="HEAD",status="200"}')).not.toBe(0)
  expect(value('registry_requests_total{registry="down",method="GET",status="none"}')).toBeGreaterThan(0)
  expect(value('database_up')).toBe(1)
  expect(value('jobs{queue="sync-walk",state="running"}')).toBeGreaterThanOrEqual(0)
  expect(value('event_streams')).toBe(0)
  expect(text).not.toContain('secret-project')
  // Every line is one that the format knows, and no series stands there twice.
  const series = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  for (const line of series)
    expect(line).toMatch(/^[a-z_][a-z0-9_]*(?:\{[a-z_]+="[^"]*"(?:,[a-z_]+="[^"]*")*\})? \S+$/i)
  expect(new Set(series.map((line) => line.slice(0, line.lastIndexOf(' ')))).size).toBe(series.length)
})

test('what registries are really asked is what is counted', async () => {
  const count = (text: string) =>
    text
      .split('\n')
      .filter((line) => line.startsWith('portolan_registry_requests_total{registry="local",method="GET"'))
      .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' ') + 1)), 0)
  await registry.pause()
  const before = count(await read())
  await until(
    async () => {
      await admin.api('/registries/local/refresh', { method: 'POST' })
      return read()
    },
    (text) => count(text) > before,
  )
  expect(
    figureOf(await read(), 'portolan_registry_requests_total{registry="local",method="GET",status="none"}'),
  ).toBeGreaterThan(0)
})

test('an open page is counted for as long as it listens, and requests by what they asked for', async () => {
  const going = new AbortController()
  const cookie = [...admin.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  await fetch(`${portolan.url}/api/v1/events`, { headers: { cookie }, signal: going.signal })
  await until(read, (text) => figureOf(text, 'portolan_event_streams') === 1)
  going.abort()
  await until(read, (text) => figureOf(text, 'portolan_event_streams') === 0)
  await admin.api('/registries/nowhere')
  const text = await read()
  expect(figureOf(text, 'portolan_http_requests_total{operation="getRegistry",status="404"}')).toBe(1)
  expect(
    figureOf(text, 'portolan_http_request_duration_seconds_count{operation="getRegistry"}'),
  ).toBeGreaterThan(0)
})
