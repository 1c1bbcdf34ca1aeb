import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { CopyRequest } from '#lib/api/copy-plan.ts'
import { type ConfiguredRegistry, loadConfig } from './config.ts'
import { folder, load, mistakesOf, one, write } from './config-under-test.ts'

const firstOf = async (env: Record<string, string> = {}): Promise<ConfiguredRegistry | undefined> =>
  (await load(env)).registries[0]

describe('without anything', () => {
  test('the documented defaults hold', async () => {
    expect(await load()).toEqual({
      port: 3000,
      host: '127.0.0.1',
      publicUrl: 'http://127.0.0.1:3000',
      dataDir: join(folder(), 'data'),
      databaseUrl: null,
      secret: null,
      metricsToken: null,
      admin: { username: 'admin', password: null },
      configFile: null,
      registries: [],
      protect: [],
      trashDays: 30,
      policies: [],
      mirrors: [],
      comparisons: [],
    })
  })

  test('root keeps its data in /var/lib/portolan', async () => {
    expect((await loadConfig({ env: {}, cwd: folder(), isRoot: true })).dataDir).toBe('/var/lib/portolan')
  })

  test('an empty variable counts as unset', async () => {
    expect(
      await load({ PORT: '', DATABASE_URL: '', PORTOLAN_ADMIN_PASSWORD: '', PORTOLAN_CONFIG: '' }),
    ).toEqual(await load())
  })

  test("HOSTNAME, a container's own name, decides nothing", async () => {
    expect(await load({ HOSTNAME: 'c0ffee' })).toEqual(await load())
  })

  test('PORTOLAN_CWD says what paths are relative to', async () => {
    mkdirSync(join(folder(), 'inner'))
    expect((await load({ PORTOLAN_CWD: join(folder(), 'inner') })).dataDir).toBe(
      join(folder(), 'inner', 'data'),
    )
  })
})

describe('the environment', () => {
  test.each([
    [{ PORT: 'x' }, 'environment: PORT: must be a number from 1 to 65535'],
    [{ PORT: '0' }, 'environment: PORT: must be a number from 1 to 65535'],
    [{ PORT: '65536' }, 'environment: PORT: must be a number from 1 to 65535'],
    [
      { PORTOLAN_HOST: 'http://x' },
      'environment: PORTOLAN_HOST: must be an IP address or a host name, without a scheme or a port',
    ],
    [
      { PORTOLAN_HOST: '::g' },
      'environment: PORTOLAN_HOST: must be an IP address or a host name, without a scheme or a port',
    ],
    [
      { PORTOLAN_URL: 'https://x/y' },
      'environment: PORTOLAN_URL: must be an http(s) address without a path, such as https://portolan.example.com',
    ],
    [
      { DATABASE_URL: 'mysql://u:hunter2@h/d' },
      'environment: DATABASE_URL: must look like postgres://user:password@host:5432/database',
    ],
    [{ PORTOLAN_SECRET: 'short' }, 'environment: PORTOLAN_SECRET: must have 32 characters or more'],
    [
      { PORTOLAN_METRICS_TOKEN: 'short' },
      'environment: PORTOLAN_METRICS_TOKEN: must have 16 to 512 characters of ASCII, without spaces',
    ],
  ])('with %j is refused by name and without its value', async (env, message) => {
    expect(await mistakesOf(env)).toEqual([message])
  })

  test.each([
    ['0.0.0.0', 'http://localhost:81'],
    ['::', 'http://localhost:81'],
    ['::1', 'http://[::1]:81'],
    ['portolan.internal', 'http://portolan.internal:81'],
  ])('the public address follows from the host %s', async (host, url) => {
    expect((await load({ PORTOLAN_HOST: host, PORT: '81' })).publicUrl).toBe(url)
  })

  test.each([
    'postgres://u:p@ss@h:5432/d',
    'postgres://u:a/b#c?d@h/d',
    'postgresql://u:100%@h/d?sslmode=disable',
    'postgres://u:p%40ss@h/d',
    'postgres:///d?host=/run/postgresql',
  ])('DATABASE_URL %s becomes an address that a driver understands', async (text) => {
    const url = new URL((await load({ DATABASE_URL: text })).databaseUrl ?? '')
    expect(url.pathname).toBe('/d')
    const written = text
      .replace(/^\w+:\/\//, '')
      .split('@h')[0]
      ?.split(':')[1]
    if (url.password) expect(decodeURIComponent(url.password)).toBe(written?.replace('%40', '@'))
  })
})

describe('a registry of the file', () => {
  test('may be written as the documentation shows it', async () => {
    write(`registries:
  - id: local                      # slug, used in URLs
    name: Local registry           # shown
    url: http://127.0.0.1:5000/
    type: auto
    auth: { username: ci, password: \${LOCAL_REGISTRY_PASSWORD} }   # absent = anonymous
    tls: { insecureSkipVerify: false }
    publicHost: registry.example.com
    readOnly: true
    repositories: [team/api, team/web]
    syncEvery: 1h
    requestsPerMinute: 600
`)
    expect(await firstOf({ LOCAL_REGISTRY_PASSWORD: 'a: "b} #c' })).toEqual({
      id: 'local',
      name: 'Local registry',
      url: 'http://127.0.0.1:5000',
      type: 'auto',
      auth: { username: 'ci', password: 'a: "b} #c' },
      tls: { insecureSkipVerify: false },
      publicHost: 'registry.example.com',
      readOnly: true,
      repositories: ['team/api', 'team/web'],
      syncEveryMs: 3_600_000,
      requestsPerMinute: 600,
    })
  })

  test('needs an id and a URL, and no more', async () => {
    write(one(''))
    expect(await firstOf()).toMatchObject({
      name: 'one',
      type: 'auto',
      auth: null,
      tls: null,
      readOnly: false,
      repositories: [],
      syncEveryMs: 900_000,
      requestsPerMinute: null,
    })
  })

  test('is never walked by itself where it says off', async () => {
    write(one('    syncEvery: off\n'))
    expect(await firstOf()).toMatchObject({ syncEveryMs: null })
  })

  test('keeps a password that looks like a number as it is written', async () => {
    write(one('    auth: { username: 007, password: 0123.50 }\n'))
    expect((await firstOf())?.auth).toEqual({ username: '007', password: '0123.50' })
  })

  test('takes its password from a file beside the configuration, without the last line break', async () => {
    mkdirSync(join(folder(), 'etc'))
    write('s3cret \n', 'etc/password')
    write(one('    auth: { username: ci, passwordFile: password }\n'), 'etc/p.yaml')
    expect((await firstOf({ PORTOLAN_CONFIG: 'etc/p.yaml' }))?.auth).toEqual({
      username: 'ci',
      password: 's3cret ',
    })
  })

  test('takes an identity token from the environment, or from a file', async () => {
    write(one(`    auth: { identityToken: \${TOKEN} }\n`))
    expect((await firstOf({ TOKEN: 'long-lived' }))?.auth).toEqual({ identityToken: 'long-lived' })
    write('from a file\n', 'token')
    write(one('    auth: { identityTokenFile: token }\n'))
    expect((await firstOf())?.auth).toEqual({ identityToken: 'from a file' })
  })

  test(`takes a literal \${NAME} that is written with two dollars, and none out of a comment`, async () => {
    write(one(`    # \${NOT_SET}\n    auth: { username: ci, password: "$\${NAME}-\${NAME}" }\n`))
    expect((await firstOf({ NAME: 'x' }))?.auth).toMatchObject({ password: `\${NAME}-x` })
  })

  test('may share a piece with another by an anchor', async () => {
    write(
      `${one('    auth: &ci { username: ci, password: x }\n')}  - id: two\n    url: http://s.example\n    auth: *ci\n`,
    )
    const ci = { username: 'ci', password: 'x' }
    expect((await load()).registries.map((r) => r.auth)).toEqual([ci, ci])
  })
})

describe('the example of the README', () => {
  const readme = readFileSync(join(import.meta.dirname, '../../../README.md'), 'utf8')
  const [, example = ''] = /```yaml\n([\s\S]*?)```/.exec(readme) ?? []

  test('starts as it stands', async () => {
    write(example)
    expect((await load()).registries).toMatchObject([
      { id: 'local', url: 'http://127.0.0.1:5000', auth: null },
    ])
  })

  test('copies what it says', () => {
    const [, body = ''] = /```json\n([\s\S]*?)```/.exec(readme) ?? []
    expect(CopyRequest.parse(JSON.parse(body))).toMatchObject({
      items: [
        {
          from: { registry: 'local', repository: 'team/api', tag: '1.4.2' },
          to: { registry: 'local', repository: 'prod/api', tag: '1.4.2' },
        },
      ],
      options: { platforms: ['linux/amd64', 'linux/arm64'], referrers: true, overwrite: false },
    })
  })

  test('protects, cleans up, compares, mirrors and forgets as it says', async () => {
    const blocks = [...readme.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text]) => text ?? '')
    write(blocks.join(''))
    const { trashDays, protect, policies, mirrors, comparisons } = await load()
    expect(trashDays).toBe(30)
    expect(mirrors).toMatchObject([
      {
        id: 'releases',
        definition: { to: { prefix: 'mirror/' }, overwrite: false, deleteVanished: false, referrers: true },
      },
    ])
    expect(comparisons).toEqual([
      {
        id: 'releases',
        definition: {
          name: 'Releases in the mirror',
          targets: ['local/team~*', 'local/mirror~team~*'],
          q: '>=1.0 <3',
          match: 'version',
          ignoreIndexes: true,
          expect: 'same',
          schedule: { cron: '*/30 * * * *', timezone: 'Europe/Berlin' },
        },
      },
    ])
    expect(protect).toMatchObject([{ registry: 'local', repository: 'team/*', tags: ['v*', 'latest'] }])
    expect(policies).toMatchObject([
      {
        id: 'builds',
        definition: {
          mode: 'dry-run',
          rules: [
            { select: { tags: ['build-*'] }, keep: { newest: { count: 10 }, within: { created: '30d' } } },
          ],
          guards: { maxPercent: 30, maxTags: 500, minLeft: 3 },
          schedule: { cron: '0 3 * * *', timezone: 'Europe/Berlin' },
        },
      },
    ])
  })

  test('knows every key that it shows, also those to be uncommented', async () => {
    write(example.replaceAll(/^ {4}# (\w+: .*)$/gm, '    $1').replace(/^.*caFile.*\n/m, ''))
    const env = { LOCAL_REGISTRY_PASSWORD: 's3cret', LOCAL_HOOK_TOKEN: 'a-token-of-this-test' }
    expect((await load(env)).registries).toMatchObject([
      {
        auth: { username: 'ci', password: 's3cret' },
        publicHost: 'registry.example.com',
        repositories: ['team/api', 'team/web'],
        hookToken: 'a-token-of-this-test',
        syncEveryMs: 900_000,
        requestsPerMinute: 600,
      },
    ])
  })
})

test('policies and protections are read with their defaults, and texts become the numbers and flags that they say', async () => {
  write(
    `${one('')}protect:\n  - tags: [latest, 'v*']\n    registry: one\n` +
      'policies:\n  - id: old-builds\n    name: Old builds\n    rules:\n      - name: builds\n        select: { tags: [build-*] }\n' +
      '        keep: { newest: { count: 5 }, within: { created: 30d }, signed: true }\n    guards: { maxTags: 7 }\n' +
      "    schedule: { cron: '0 3 * * *', timezone: Asia/Seoul }\n",
  )
  const { protect, policies } = await load()
  expect(protect).toEqual([{ registry: 'one', repository: '*', tags: ['latest', 'v*'], note: null }])
  expect(policies).toEqual([
    {
      id: 'old-builds',
      definition: {
        name: 'Old builds',
        description: '',
        enabled: true,
        mode: 'dry-run',
        registries: ['*'],
        repositories: ['*'],
        rules: [
          {
            name: 'builds',
            select: { tags: ['build-*'] },
            keep: { newest: { count: 5, by: 'created' }, within: { created: '30d' }, signed: true },
          },
        ],
        guards: { maxPercent: 50, maxTags: 7, minLeft: 1, onExceed: 'refuse' },
        schedule: { cron: '0 3 * * *', timezone: 'Asia/Seoul' },
        referrers: true,
      },
    },
  ])
})
