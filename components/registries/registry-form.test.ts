import { describe, expect, it } from 'vitest'
import type { Registry } from '#lib/api/registries.ts'
import { checkChange, checkNew, errorsFromServer } from './check-registry-form.ts'
import { emptyForm, formOf, isMovingAway, isSentInClear, type RegistryForm } from './registry-form.ts'

const registry: Registry = {
  id: 'prod',
  name: 'Production',
  url: 'https://registry.example.com',
  type: 'distribution',
  configuredType: 'auto',
  publicHost: 'registry.example.com',
  readOnly: false,
  source: 'store',
  auth: 'basic',
  status: { state: 'online', checkedAt: null, since: null, latencyMs: null, code: null, detail: null },
  capabilities: { catalog: null, delete: null, tagDelete: null, referrers: null },
  counts: { repositories: null, tags: null, tagsKnown: null, bytes: null },
  freshness: { asOf: null, state: 'fresh', problem: null },
  sync: null,
  syncEverySeconds: 900,
  requestsPerMinute: null,
}
const before = formOf(registry)
const filled: RegistryForm = { ...emptyForm, id: 'prod', name: 'Prod', url: 'https://registry.example.com' }
const pem = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----'
const adding = (change: Partial<RegistryForm>) => checkNew({ ...filled, ...change })
const changing = (change: Partial<RegistryForm>) => checkChange(before, { ...before, ...change })

describe('a new registry', () => {
  it('is sent with nothing that was not typed', () =>
    expect(adding({})).toEqual({
      body: {
        id: 'prod',
        name: 'Prod',
        url: 'https://registry.example.com',
        type: 'auto',
        auth: null,
        tls: null,
        publicHost: null,
        readOnly: false,
        repositories: [],
      },
    }))

  it('is sent with all that was typed, lines that say nothing or the same left out', () =>
    expect(
      adding({
        access: 'basic',
        username: ' ci ',
        password: ' s3cret ',
        ca: `\n${pem}\n\n`,
        isUnverified: true,
        publicHost: ' pull.example.com:5000 ',
        repositories: ' team/api\r\n\nteam/web\nteam/api',
      }),
    ).toMatchObject({
      body: {
        auth: { username: 'ci', password: ' s3cret ' },
        tls: { ca: `${pem}\n`, insecureSkipVerify: true },
        publicHost: 'pull.example.com:5000',
        repositories: ['team/api', 'team/web'],
      },
    }))

  it('does not send credentials that were typed before it was made anonymous', () =>
    expect(adding({ username: 'ci', password: 's3cret' })).toMatchObject({ body: { auth: null } }))

  it('names everything that is missing at once', () =>
    expect(checkNew({ ...emptyForm, access: 'basic' })).toEqual({
      errors: {
        id: { code: 'required' },
        name: { code: 'required' },
        url: { code: 'required' },
        username: { code: 'required' },
        password: { code: 'required' },
      },
    }))

  it.each([
    [{ id: 'Prod' }, { id: { code: 'slug' } }],
    [{ name: 'x'.repeat(101) }, { name: { code: 'tooLong' } }],
    [{ url: 'registry.example.com' }, { url: { code: 'url' } }],
    [{ url: 'ftp://registry.example.com' }, { url: { code: 'url' } }],
    [{ url: 'https://ci:s3cret@registry.example.com' }, { url: { code: 'urlParts' } }],
    [{ url: 'https://registry.example.com?a=b' }, { url: { code: 'urlParts' } }],
    [{ access: 'basic', username: 'a:b', password: 'x' }, { username: { code: 'colon' } }],
    [{ ca: 'MIIB' }, { ca: { code: 'pem' } }],
    [{ publicHost: 'https://x.example.com' }, { publicHost: { code: 'host' } }],
    [{ repositories: 'team/api\nTeam/Web' }, { repositories: { code: 'repository', value: 'Team/Web' } }],
  ] as const)('with %j it says what is wrong with that field', (change, errors) =>
    expect(adding(change)).toEqual({ errors }),
  )
})

describe('a changed registry', () => {
  it('sends nothing when nothing was changed', () => expect(changing({})).toEqual({ body: {} }))

  it('sends what differs alone, so that what is not shown stays', () =>
    expect(changing({ name: 'Prod', readOnly: true })).toEqual({ body: { name: 'Prod', readOnly: true } }))

  it('shows no host of its own where pull commands show that of the address', () =>
    expect([before.publicHost, formOf({ ...registry, publicHost: 'pull.example.com' }).publicHost]).toEqual([
      '',
      'pull.example.com',
    ]))

  it('takes its own host for pull commands away when that is emptied', () => {
    const hosted = formOf({ ...registry, publicHost: 'pull.example.com' })
    expect(checkChange(hosted, { ...hosted, publicHost: '' })).toEqual({ body: { publicHost: null } })
  })

  it('keeps the credentials when neither was typed, and removes them for an anonymous access', () => {
    expect(changing({ url: 'https://registry.example.com/sub' })).toEqual({
      body: { url: 'https://registry.example.com/sub' },
    })
    expect(changing({ access: 'anonymous' })).toEqual({ body: { auth: null } })
  })

  it('replaces both credentials or none', () => {
    expect(changing({ username: 'ci' })).toEqual({ errors: { password: { code: 'required' } } })
    expect(changing({ password: 'x' })).toEqual({ errors: { username: { code: 'required' } } })
    expect(changing({ username: 'ci', password: 'x' })).toEqual({
      body: { auth: { username: 'ci', password: 'x' } },
    })
  })

  it('wants them again at another origin, or an anonymous access', () => {
    const url = 'https://other.example.com'
    expect(changing({ url })).toEqual({
      errors: { username: { code: 'required' }, password: { code: 'required' } },
    })
    expect(changing({ url, access: 'anonymous' })).toEqual({ body: { url, auth: null } })
  })

  it('replaces the certificate settings and the list only when told so, by nothing if nothing is typed', () => {
    expect(changing({ ca: pem, repositories: 'team/api' })).toEqual({ body: {} })
    expect(changing({ isTlsReplaced: true, isListReplaced: true })).toEqual({
      body: { tls: null, repositories: [] },
    })
  })
})

it.each([
  ['https://registry.example.com/v2', false],
  ['https://REGISTRY.example.com:443', false],
  ['http://registry.example.com', true],
  ['https://registry.example.com:5000', true],
  ['https://registry.example.com.attacker.example', true],
  ['nonsense', false],
])('%s moves the registry away: %s', (url, isMoving) =>
  expect(isMovingAway(before, { ...before, url })).toBe(isMoving),
)

it.each([
  ['http://registry.example.com', true],
  ['http://localhost.example.com', true],
  ['http://127.0.0.1:5000', false],
  ['http://[::1]:5000', false],
  ['https://registry.example.com', false],
  ['http', false],
])('a password for %s is sent in clear: %s', (url, isClear) => expect(isSentInClear(url)).toBe(isClear))

it('puts what the server refuses at its field', () =>
  expect(
    errorsFromServer([
      { path: 'body.auth.username', message: 'no' },
      { path: 'body.url', message: 'first' },
      { path: 'body.url', message: 'second' },
      { path: 'body.unheard', message: 'x' },
    ]),
  ).toEqual({ username: { code: 'refused', value: 'no' }, url: { code: 'refused', value: 'first' } }))
