import { describe, expect, test } from 'vitest'
import { readNotification } from './notification.ts'

const now = Date.parse('2026-11-25T12:00:00Z')
const digest = `sha256:${'a'.repeat(64)}`
const read = (body: unknown, headers: Record<string, string> = {}) =>
  readNotification(body, new Headers(headers), now)

const target = {
  mediaType: 'application/vnd.oci.image.manifest.v1+json',
  digest,
  repository: 'team/app',
  url: `http://r.example/v2/team/app/manifests/${digest}`,
  tag: '1.0.0',
}
/** As CNCF Distribution documents it. */
const distribution = (more: object = {}) => ({
  id: 'e1',
  timestamp: '2026-11-25T11:59:00.123456789Z',
  action: 'push',
  target,
  request: { id: 'r', addr: '10.0.0.1:1', host: 'r.example', method: 'PUT', useragent: 'docker/27' },
  actor: { name: 'ci' },
  source: { addr: 'r:5000', instanceID: 'i' },
  ...more,
})

describe('CNCF Distribution', () => {
  test('tells who pushed, pulled and deleted what, when, with what', () => {
    expect(read({ events: [distribution()] })).toEqual([
      {
        key: 'e1',
        at: new Date('2026-11-25T11:59:00.123Z'),
        action: 'push',
        repository: 'team/app',
        tag: '1.0.0',
        digest,
        actor: 'ci',
        userAgent: 'docker/27',
      },
    ])
    const deletion = distribution({ action: 'delete', target: { digest, repository: 'team/app' } })
    expect(read({ events: [deletion] })).toMatchObject([{ action: 'delete', tag: null, digest }])
  })

  test('what comes and goes with a manifest (blobs, mounts), HEADs and what we did ourselves is left out', () => {
    const blob = {
      mediaType: 'application/octet-stream',
      digest,
      repository: 'team/app',
      url: 'http://r/v2/team/app/blobs/x',
    }
    const left = [
      distribution({ target: blob }),
      distribution({ action: 'mount' }),
      distribution({ action: 'pull', request: { method: 'HEAD', useragent: 'docker' } }),
      distribution({ action: 'pull', request: { method: 'GET', useragent: 'portolan' } }),
      distribution({ request: { method: 'PUT', useragent: 'portolan/1.2' } }),
      'nonsense',
      null,
    ]
    expect(read({ events: left })).toEqual([])
  })
})

test('Harbor: one event for each resource, by digest without a tag', () => {
  const body = (type: string, tag: string) => ({
    type,
    occur_at: now / 1000 - 60,
    operator: 'admin',
    event_data: {
      resources: [{ digest, tag, resource_url: 'r.example/library/nginx:latest' }],
      repository: {
        date_created: 1,
        name: 'nginx',
        namespace: 'library',
        repo_full_name: 'library/nginx',
        repo_type: 'private',
      },
    },
  })
  expect(read(body('PUSH_ARTIFACT', 'latest'))).toMatchObject([
    {
      action: 'push',
      repository: 'library/nginx',
      tag: 'latest',
      digest,
      actor: 'admin',
      at: new Date(now - 60_000),
    },
  ])
  expect(read(body('PULL_ARTIFACT', digest))).toMatchObject([{ action: 'pull', tag: null }])
  expect(read(body('DELETE_ARTIFACT', 'latest'))).toMatchObject([{ action: 'delete' }])
  expect(read(body('SCANNING_COMPLETED', 'latest'))).toEqual([])
  expect(read(body('PUSH_ARTIFACT', 'latest'))[0]?.key).toBe(read(body('PUSH_ARTIFACT', 'latest'))[0]?.key)
  expect(read(body('PUSH_ARTIFACT', 'latest'))[0]?.key).not.toBe(read(body('PUSH_ARTIFACT', '2'))[0]?.key)
})

test('Harbor: its other payload format, CloudEvents', () => {
  // As the comment of its formatter shows it.
  const body = (type: string, tag: string) => ({
    specversion: '1.0',
    requestid: '2eedfab8-61d3-4f3c-8ec3-8f82d1ec4c84',
    id: '4b2f89a6-548d-4c12-9993-a1f5790b97d2',
    source: '/projects/1/webhook/policies/3',
    type,
    datacontenttype: 'application/json',
    time: '2026-11-25T11:59:00Z',
    data: {
      resources: [{ digest, tag, resource_url: `harbor.dev/library/busybox@${digest}` }],
      repository: {
        date_created: 1677053165,
        name: 'busybox',
        namespace: 'library',
        repo_full_name: 'library/busybox',
        repo_type: 'public',
      },
    },
    operator: 'robot$library+ci',
  })
  const about = {
    repository: 'library/busybox',
    digest,
    actor: 'robot$library+ci',
    at: new Date(now - 60_000),
  }
  expect(read(body('harbor.artifact.pushed', '1.36'))).toMatchObject([
    { ...about, action: 'push', tag: '1.36' },
  ])
  expect(read(body('harbor.artifact.pulled', digest))).toMatchObject([
    { ...about, action: 'pull', tag: null },
  ])
  expect(read(body('harbor.artifact.deleted', '1.36'))).toMatchObject([{ ...about, action: 'delete' }])
  expect(read(body('harbor.scan.completed', '1.36'))).toEqual([])
})

test('zot: CloudEvents, in the body or with headers', () => {
  const data = { name: 'team/app', reference: '1.0.0', digest, mediaType: target.mediaType, manifest: '{}' }
  const structured = { specversion: '1.0', id: 'z1', source: 'zot', time: '2026-11-25T11:00:00Z', data }
  expect(read({ ...structured, type: 'zotregistry.image.updated' })).toMatchObject([
    { key: 'z1', action: 'push', repository: 'team/app', tag: '1.0.0', digest },
  ])
  expect(
    read(data, { 'ce-specversion': '1.0', 'ce-id': 'z2', 'ce-type': 'zotregistry.image.deleted' }),
  ).toMatchObject([{ key: 'z2', action: 'delete', tag: '1.0.0' }])
  for (const type of ['image.lint_failed', 'image.scanned', 'repository.created'])
    expect(read({ ...structured, type: `zotregistry.${type}` })).toEqual([])
  // Newer ones say who it was, and may be given another prefix.
  const told = { ...data, actor: { name: 'john' }, request: { method: 'PUT', useragent: 'docker/24.0.5' } }
  const headers = { 'ce-specversion': '1.0', 'ce-id': 'z3', 'ce-type': 'com.example.registry.image.updated' }
  expect(read(told, headers)).toMatchObject([{ action: 'push', actor: 'john', userAgent: 'docker/24.0.5' }])
  const own = { ...told, request: { method: 'PUT', useragent: 'portolan' } }
  expect(read(own, headers)).toEqual([])
})

test('Docker Hub: a push', () => {
  const body = {
    callback_url: 'https://registry.hub.docker.com/u/team/app/hook/1/',
    push_data: { pushed_at: now / 1000 - 5, pusher: 'ann', tag: 'latest', images: [] },
    repository: { repo_name: 'team/app', namespace: 'team', name: 'app' },
  }
  expect(read(body)).toMatchObject([
    {
      action: 'push',
      repository: 'team/app',
      tag: 'latest',
      actor: 'ann',
      digest: null,
      at: new Date(now - 5_000),
    },
  ])
})

describe('hostile', () => {
  test.each([
    ['a repository that is a path', { target: { ...target, repository: '../../etc' } }],
    ['a repository in upper case', { target: { ...target, repository: 'Team/App' } }],
    ['a repository without an end', { target: { ...target, repository: 'a'.repeat(300) } }],
    ['a tag that is none', { target: { ...target, tag: '<script>' } }],
    ['a tag without an end', { target: { ...target, tag: 'a'.repeat(200) } }],
  ])('%s is no event', (_, more) => {
    expect(read({ events: [distribution(more)] })).toEqual([])
  })

  test('times in the future, of long ago and that are none count as now', () => {
    for (const timestamp of ['2999-01-01T00:00:00Z', '1970-01-01T00:00:00Z', 'yesterday', undefined])
      expect(read({ events: [distribution({ timestamp })] })).toMatchObject([{ at: new Date(now) }])
  })

  test('a digest that is none is forgotten, long texts are cut, a NUL can be stored', () => {
    const [event] = read({
      events: [
        distribution({
          id: 'i'.repeat(5_000),
          target: { ...target, digest: 'nonsense' },
          actor: { name: `a\0${'n'.repeat(5_000)}` },
        }),
      ],
    })
    expect(event?.digest).toBeNull()
    expect([event?.key.length, event?.actor?.length]).toEqual([200, 200])
    expect(event?.actor).not.toContain('\0')
  })

  test('no more than a thousand events of one body are read', () => {
    const events = Array.from({ length: 3_000 }, (_, n) => distribution({ id: `e${n}` }))
    expect(read({ events })).toHaveLength(1_000)
  })

  test.each([[null], [42], ['text'], [[]], [{}], [{ events: 'no' }], [{ events: {} }]])(
    '%j is nothing',
    (body) => {
      expect(read(body)).toEqual([])
    },
  )
})
