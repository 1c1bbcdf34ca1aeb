import { expect, it } from 'vitest'
import { parse } from 'yaml'
import { hookSnippet } from './hook-snippets.ts'

const hook = { url: 'https://portolan.example/hooks/one/distribution', token: 'a+b/"c' }

it('is what the registry can read, with address and token in the right place', () => {
  expect(parse(hookSnippet('distribution', hook))).toMatchObject({
    notifications: { endpoints: [{ url: hook.url, headers: { Authorization: [`Bearer ${hook.token}`] } }] },
  })
  expect(JSON.parse(hookSnippet('harbor', hook))).toMatchObject({
    targets: [{ address: hook.url, auth_header: `Bearer ${hook.token}` }],
  })
  expect(JSON.parse(hookSnippet('zot', hook)).extensions.events.sinks).toEqual([
    expect.objectContaining({
      address: hook.url,
      credentials: { username: 'portolan', password: hook.token },
    }),
  ])
  expect(new URL(hookSnippet('dockerhub', hook)).searchParams.get('token')).toBe(hook.token)
})
