import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AuditEntry } from '#lib/api/audit.ts'
import type { Deletion } from '#lib/api/deletion.ts'
import type { Policy } from '#lib/api/policies.ts'
import type { PolicyPreview } from '#lib/api/policy-preview.ts'
import type { PolicyRun } from '#lib/api/policy-run.ts'
import type { Problem } from '#lib/api/problem.ts'
import type { RegistrySync } from '#lib/api/sync.ts'
import { type DockerRegistry, startDockerRegistry } from '../lab/docker-registry.ts'
import { buildImage } from '../lab/images.ts'
import { type Portolan, type SignedIn, signIn, startPortolan, until } from '../lab/portolan.ts'
import { push } from '../lab/push.ts'

let registry: DockerRegistry
let portolan: Portolan
let admin: SignedIn

const day = 24 * 60 * 60_000
const daysAgo = (days: number) => new Date(Date.now() - days * day).toISOString()
const repository = 'team/app'
/** Every environment has it, and none of its values may get into a policy. */
const variable = `$${'{PATH}'}`

const configured = {
  id: 'from-file',
  name: 'From the file',
  repositories: ['nothing/*'],
  rules: [{ name: 'all', keep: { newest: { count: 3 } } }],
  schedule: { cron: '0 3 * * *', timezone: 'Asia/Seoul' },
}
/** Builds that are older than thirty days, but the newest two. */
const builds = {
  id: 'builds',
  name: 'Old builds',
  repositories: ['team/*'],
  rules: [
    {
      name: 'builds',
      select: { tags: ['build-*'] },
      keep: { newest: { count: 2 }, within: { created: '30d' } },
    },
  ],
  guards: { maxPercent: 100 },
}

const send = (method: string, path: string, body: object) =>
  admin.api(path, { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
const sent = async <T>(method: string, path: string, body: object) =>
  (await (await send(method, path, body)).json()) as T
const preview = (id: string, query: object = {}) =>
  sent<PolicyPreview>('POST', `/policies/${id}/preview`, query)
const walked = () =>
  until(
    () => admin.json<{ sync: RegistrySync | null }>('/registries/one'),
    ({ sync }) => sync?.state === 'idle' && sync.result === 'succeeded',
  )

beforeAll(async () => {
  registry = await startDockerRegistry()
  const at = (created: string | null, more = {}) => buildImage({ created, ...more })
  // Tags 1 to 6, the older the higher; the fifth shares its digest with what is protected.
  for (const n of [1, 2, 3, 4, 6]) await push(registry, repository, at(daysAgo(n * 20)), [`build-${n}`])
  await push(registry, repository, at(daysAgo(100)), ['build-5', 'v1.0.0'])
  await push(registry, repository, at('1970-01-01T00:00:00Z'), ['build-epoch'])
  await push(registry, repository, at('0001-01-01T00:00:00Z'), ['build-year-1'])
  await push(registry, repository, at(new Date(Date.now() + 300 * day).toISOString()), ['build-future'])
  await push(registry, repository, at(daysAgo(500)), ['latest'])
  portolan = await startPortolan({
    registries: [{ id: 'one', name: 'One', url: registry.url }],
    settings: { protect: [{ registry: 'one', tags: ['v*'] }], policies: [configured] },
  })
  admin = await signIn(portolan.url)
  await walked()
}, 180_000)

afterAll(async () => {
  await portolan?.stop()
  await registry?.stop()
})

describe('a policy', () => {
  test('is added, changed by whoever saw its last version, and removed; what means nothing is told by its place', async () => {
    const added = await send('POST', '/policies', { ...builds, id: 'short-lived' })
    expect(added.status).toBe(201)
    const policy = (await added.json()) as Policy
    expect(policy).toMatchObject({
      mode: 'dry-run',
      version: 1,
      source: 'store',
      createdBy: 'admin',
      nextRuns: [],
    })
    expect((await send('POST', '/policies', { ...builds, id: 'short-lived' })).status).toBe(409)

    const changed = await sent<Policy>('PATCH', '/policies/short-lived', {
      version: 1,
      schedule: { cron: '30 4 * * 1', timezone: 'Europe/Berlin' },
    })
    expect(changed).toMatchObject({ version: 2, name: builds.name, guards: { maxPercent: 100 } })
    expect(changed.nextRuns).toHaveLength(5)
    expect((await send('PATCH', '/policies/short-lived', { version: 1, name: 'x' })).status).toBe(409)

    const wrong = await sent<Problem>('PATCH', '/policies/short-lived', {
      rules: [{ name: 'a', select: { regex: '(' } }],
      schedule: { cron: 'daily' },
    })
    expect(wrong.issues?.map(({ path }) => path)).toEqual(['body.rules.0.select.regex', 'body.schedule.cron'])
    expect((await admin.api('/policies/short-lived', { method: 'DELETE' })).status).toBe(204)
    expect((await admin.api('/policies/short-lived')).status).toBe(404)
  })

  test('of the configuration file is shown with its next runs and changed there alone', async () => {
    const policy = await admin.json<Policy>('/policies/from-file')
    expect(policy).toMatchObject({ source: 'file', name: configured.name })
    // Three in the morning in Seoul is six in the evening in UTC, all year.
    for (const at of policy.nextRuns) expect(at).toMatch(/T18:00:00\.000Z$/)
    for (const [method, body] of [['PATCH', '{}'], ['DELETE']] as const) {
      const answer = await admin.api('/policies/from-file', {
        method,
        ...(body ? { headers: { 'content-type': 'application/json' }, body } : {}),
      })
      expect([answer.status, ((await answer.json()) as Problem).code]).toEqual([
        409,
        'policy_is_configured_by_file',
      ])
    }
    expect(
      (await sent<{ items: { source: string; rule: string }[] }>('POST', '/protections', { tags: [] })).items,
    ).toBeUndefined()
    expect((await admin.json<{ items: object[] }>('/protections')).items).toMatchObject([
      { source: 'file', rule: 'one/*:v*' },
    ])
  })

  test('leaves as YAML and comes back as it was; mistakes are told by line, and then nothing is taken over', async () => {
    await send('POST', '/policies', {
      ...builds,
      id: 'traveller',
      rules: [{ name: 'a', select: { regex: '^v\\d+$' }, keep: { newest: { count: 2 } } }],
    })
    const before = await admin.json<Policy>('/policies/traveller')
    const exported = await admin.api('/policies/export?id=traveller')
    expect(exported.headers.get('content-disposition')).toContain('traveller.yaml')
    const yaml = await exported.text()
    await admin.api('/policies/traveller', { method: 'DELETE' })
    expect(await sent('POST', '/policies/import', { yaml })).toEqual({ added: ['traveller'], changed: [] })
    expect(await sent('POST', '/policies/import', { yaml })).toEqual({ added: [], changed: ['traveller'] })
    const { version, createdAt, updatedAt, ...after } = await admin.json<Policy>('/policies/traveller')
    expect(before).toMatchObject(after)

    const broken = `${yaml}  - id: second\n    name: Second\n    rules:\n      - name: a\n        keep: { newst: { count: 1 } }\n`
    const problem = await sent<Problem>('POST', '/policies/import', { yaml: broken })
    expect(problem).toMatchObject({ status: 400, code: 'invalid_request' })
    const line = broken.split('\n').findIndex((text) => text.includes('newst')) + 1
    expect(problem.issues).toEqual([
      {
        path: `line ${line}: policies[1].rules[0].keep.newst`,
        message: 'is not a known key (did you mean "newest"?)',
      },
    ])
    expect(
      (
        await sent<Problem>('POST', '/policies/import', {
          yaml: `policies: [{ id: a, name: "${variable}" }]`,
        })
      ).issues?.[0]?.message,
    ).toBe(`${variable} is not set in the environment`)
    await admin.api('/policies/traveller', { method: 'DELETE' })
  })
})

describe('a preview', () => {
  beforeAll(async () => {
    await send('POST', '/policies', builds)
  })

  test('says of every tag what would become of it, by which rule and why', async () => {
    const { items, counts, total } = await preview('builds', { limit: 1000 })
    const verdicts = Object.fromEntries(
      items.map(({ name, action, reason, rule }) => [name, [action, reason, rule]]),
    )
    expect(verdicts).toEqual({
      // The newest two with a date that means something.
      'build-1': ['keep', 'newest', 'builds'],
      'build-2': ['keep', 'newest', 'builds'],
      'build-3': ['delete', 'no_rule_keeps_it', 'builds'],
      'build-4': ['delete', 'no_rule_keeps_it', 'builds'],
      'build-5': ['delete', 'no_rule_keeps_it', 'builds'],
      'build-6': ['delete', 'no_rule_keeps_it', 'builds'],
      // The index has no date at all for what says "reproducible".
      'build-epoch': ['keep', 'no_date', 'builds'],
      'build-year-1': ['keep', 'no_date', 'builds'],
      'build-future': ['keep', 'date_in_future', 'builds'],
      'v1.0.0': ['keep', 'protected', null],
      latest: ['keep', 'not_selected', null],
    })
    expect(total).toBe(11)
    expect(counts).toMatchObject({ repositories: 1, tags: 11, toDelete: 4, toKeep: 7, digests: 3, spared: 0 })
    const going = items.filter(({ action }) => action === 'delete')
    expect(items.slice(0, 4)).toEqual(going)
    // Protection wins by digest: the tag goes, and what it is on stays.
    expect(going.filter(({ digestStays }) => digestStays).map(({ name }) => name)).toEqual(['build-5'])
    // Each blob once, however many of the tags stand on it: all of them have the same layer.
    const blobs = new Map<string, number>()
    for (const { digest } of going.filter(({ digestStays }) => !digestStays)) {
      const answer = await fetch(`${registry.url}/v2/${repository}/manifests/${digest}`, {
        headers: { accept: 'application/vnd.oci.image.manifest.v1+json' },
      })
      const bytes = Buffer.from(await answer.arrayBuffer())
      blobs.set(digest ?? '', bytes.length)
      const { config, layers } = JSON.parse(String(bytes))
      for (const blob of [config, ...layers]) blobs.set(blob.digest, blob.size)
    }
    expect(counts.bytesAtMost).toBe([...blobs.values()].reduce((sum, size) => sum + size, 0))
  })

  test('is paged and filtered over one evaluation', async () => {
    const first = await preview('builds', { limit: 4 })
    const rest = await preview('builds', { limit: 100, asOf: first.asOf, cursor: first.nextCursor })
    expect(rest.asOf).toBe(first.asOf)
    expect(new Set([...first.items, ...rest.items].map(({ name }) => name)).size).toBe(11)
    const kept = await preview('builds', { asOf: first.asOf, action: 'keep', q: 'BUILD-' })
    expect([kept.total, kept.counts.tags]).toEqual([5, 11])
    expect(kept.items.map(({ name }) => name).sort()).toEqual([
      'build-1',
      'build-2',
      'build-epoch',
      'build-future',
      'build-year-1',
    ])
  })

  test('says that a guard would refuse the run, or what it would cut it down to', async () => {
    const { id, ...draft } = builds
    const of = (guards: object) =>
      sent<PolicyPreview>('POST', '/policies/preview', { policy: { ...draft, guards }, limit: 100 })
    const refused = await of({ maxPercent: 20 })
    expect(refused.exceeded).toEqual({ guard: 'maxPercent', wanted: 4, allowed: 2, isRefused: true })
    expect(refused.counts.toDelete).toBe(4)
    const trimmed = await of({ maxTags: 3, maxPercent: 100, onExceed: 'trim' })
    expect(trimmed.exceeded).toEqual({ guard: 'maxTags', wanted: 4, allowed: 3, isRefused: false })
    expect(trimmed.items.find(({ name }) => name === 'build-3')).toMatchObject({
      action: 'keep',
      reason: 'over_limit',
    })
    const left = await of({ maxPercent: 100, minLeft: 10 })
    expect(left.counts).toMatchObject({ toDelete: 1, spared: 3 })
  })

  test('decides nothing where a registry was never walked', async () => {
    const added = await send('POST', '/registries', {
      id: 'unwalked',
      name: 'Unwalked',
      url: registry.url,
      syncEverySeconds: null,
    })
    expect(added.status).toBe(201)
    await admin.json(`/registries/unwalked/repositories/team~app/tags`)
    const { items, skipped } = await preview('builds', { limit: 1000 })
    const here = items.filter((tag) => tag.registry === 'unwalked')
    expect(here.length).toBeGreaterThan(0)
    for (const { name, reason, detail } of here)
      expect([name, reason, detail]).toEqual([name, 'repository_unknown', 'never_walked'])
    expect(skipped).toEqual([{ registry: 'unwalked', repository, reason: 'never_walked' }])
    await admin.api('/registries/unwalked', { method: 'DELETE' })
  })
})

describe('a run', () => {
  const runOf = (policy: string, body: object) => sent<PolicyRun>('POST', `/policies/${policy}/run`, body)
  const ended = (policy: string, id: string) =>
    until(
      async () =>
        (await admin.json<{ items: PolicyRun[] }>(`/policies/${policy}/runs`)).items.find(
          (run) => run.id === id,
        ),
      (run) => run !== undefined && !['queued', 'running'].includes(run.state),
      60_000,
    )
  const tagsNow = async () => {
    const answer = await fetch(`${registry.url}/v2/${repository}/tags/list`)
    return new Set(((await answer.json()) as { tags: string[] }).tags)
  }
  const digestOf = async (reference: string) => {
    const answer = await fetch(`${registry.url}/v2/${repository}/manifests/${reference}`, {
      method: 'HEAD',
      headers: { accept: 'application/vnd.oci.image.manifest.v1+json' },
    })
    return answer.status === 200 ? answer.headers.get('docker-content-digest') : null
  }

  test('that a guard refuses takes nothing, and says why', async () => {
    await send('PATCH', '/policies/builds', {
      guards: { maxPercent: 10, maxTags: 1000, minLeft: 1, onExceed: 'refuse' },
    })
    await send('PATCH', '/policies/builds', { mode: 'delete' })
    const before = await tagsNow()
    const run = await runOf('builds', {})
    expect(await ended('builds', run.id)).toMatchObject({
      state: 'refused',
      deletion: null,
      problem: { code: 'guard' },
    })
    expect(await tagsNow()).toEqual(before)
    await send('PATCH', '/policies/builds', {
      guards: { maxPercent: 100, maxTags: 1000, minLeft: 1, onExceed: 'refuse' },
      mode: 'dry-run',
    })
  })

  test('for real is not to be had of a policy that only plans, whatever its caller says', async () => {
    const before = await tagsNow()
    const refused = await send('POST', '/policies/builds/run', { dryRun: false })
    expect(refused.status).toBe(409)
    expect(await refused.json()).toMatchObject({ code: 'dry_run_only' })
    const run = await runOf('builds', {})
    expect(await ended('builds', run.id)).toMatchObject({ state: 'planned', isDryRun: true })
    expect(await tagsNow()).toEqual(before)
  })

  test('that is dry leaves a plan of exactly what the preview says, and deletes nothing', async () => {
    const before = await tagsNow()
    const run = await runOf('builds', {})
    const dry = await ended('builds', run.id)
    expect(dry).toMatchObject({
      state: 'planned',
      isDryRun: true,
      actor: 'admin',
      counts: { tags: 11, toDelete: 4 },
    })
    const deletion = await admin.json<Deletion>(`/deletions/${dry?.deletion}`)
    expect(deletion).toMatchObject({ state: 'planned', policy: { id: 'builds', name: builds.name } })
    const going = deletion.items.filter(({ action }) => action === 'remove').map(({ tag }) => tag)
    expect(going.sort()).toEqual(['build-3', 'build-4', 'build-5', 'build-6'])
    const { counts } = await preview('builds')
    expect(deletion.effects.bytesFreed).toBeLessThanOrEqual(counts.bytesAtMost ?? 0)
    expect(await tagsNow()).toEqual(before)
  })

  test('for real takes the planned tags and no others; what is protected keeps its digest', async () => {
    const before = await tagsNow()
    const protectedDigest = await digestOf('v1.0.0')
    await send('PATCH', '/policies/builds', { mode: 'delete' })
    const asked = await runOf('builds', { dryRun: true })
    expect(await ended('builds', asked.id)).toMatchObject({ state: 'planned', isDryRun: true })
    expect(await tagsNow()).toEqual(before)
    const run = await runOf('builds', { dryRun: false })
    const real = await ended('builds', run.id)
    expect(real).toMatchObject({ state: 'succeeded', isDryRun: false, counts: { toDelete: 4 } })
    const after = await tagsNow()
    expect([...before].filter((tag) => !after.has(tag)).sort()).toEqual([
      'build-3',
      'build-4',
      'build-5',
      'build-6',
    ])
    expect([...after].filter((tag) => !before.has(tag))).toEqual([])
    expect(await digestOf('v1.0.0')).toBe(protectedDigest)
    expect(await digestOf(protectedDigest ?? '')).toBe(protectedDigest)
    const { items } = await admin.json<{ items: AuditEntry[] }>('/audit?policy=builds&action=policy.run')
    expect(items.some(({ phase, actor }) => phase === 'succeeded' && actor === 'admin')).toBe(true)
  })

  test('that was undone is told as undone, and not as done', async () => {
    const runs = async () => (await admin.json<{ items: PolicyRun[] }>('/policies/builds/runs')).items
    const done = (await runs()).find(({ state, deletion }) => state === 'succeeded' && deletion !== null)
    expect((await send('POST', `/deletions/${done?.deletion}/undo`, {})).status).toBe(202)
    const now = async () => (await runs()).find(({ id }) => id === done?.id)?.state
    expect(await until(now, (state) => state !== 'succeeded', 60_000)).toBe('undone')
    expect([...(await tagsNow())]).toEqual(expect.arrayContaining(['build-3', 'build-4']))
  })

  test('comes by itself when its schedule says, as the policy', async () => {
    await send('POST', '/policies', {
      ...builds,
      id: 'every-minute',
      schedule: { cron: '* * * * *', timezone: 'UTC' },
    })
    const [run] = await until(
      async () => (await admin.json<{ items: PolicyRun[] }>('/policies/every-minute/runs')).items,
      (runs) => runs.length > 0 && !['queued', 'running'].includes(runs.at(-1)?.state ?? ''),
      180_000,
    )
    expect(run).toMatchObject({ trigger: 'schedule', actor: 'policy:every-minute', isDryRun: true })
    await admin.api('/policies/every-minute', { method: 'DELETE' })
  }, 240_000)
})

test('the audit trail that all of this left is whole, and leaves as CSV and as JSON', async () => {
  const env = { ...process.env, PORTOLAN_DATA_DIR: portolan.dataDir, PORTOLAN_CONFIG: '', DATABASE_URL: '' }
  const { stdout } = await promisify(execFile)(process.execPath, ['scripts/audit-verify.ts'], { env })
  expect(stdout).toMatch(/^The audit trail is whole: \d+ rows/)
  const { items, total } = await admin.json<{ items: AuditEntry[]; total: number }>(
    '/audit?q=builds&limit=1000',
  )
  expect(total).toBe(items.length)
  const json = (await (await admin.api('/audit/export?format=json&q=builds')).json()) as {
    items: AuditEntry[]
  }
  expect(json.items).toEqual(items)
  const csv = await (await admin.api('/audit/export?format=csv&q=builds')).text()
  expect(csv.trim().split('\r\n')).toHaveLength(items.length + 1)
})
