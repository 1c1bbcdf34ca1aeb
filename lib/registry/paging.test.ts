import { expect, test } from 'vitest'
import { collect } from './testing/collect.ts'
import { startScriptedServer } from './testing/scripted-server.ts'

const first = 'GET /v2/_catalog?n=1000'
const page = (names: unknown, link?: string) => ({
  body: { repositories: names },
  ...(link && { headers: { link } }),
})

test('pages are followed by their links, however short they are, and names come once', async () => {
  const server = await startScriptedServer()
  server.expect(
    { request: first, answer: page(['a', 'b'], '</v2/_catalog?last=b>; rel="next"') },
    { request: 'GET /v2/_catalog?last=b', answer: page([], `<${server.url}/v2/_catalog?last=c>; rel=next`) },
    { request: 'GET /v2/_catalog?last=c', answer: page(['b', 'c/d']) },
  )
  expect(await collect(server.client().listRepositories())).toEqual(['a', 'b', 'c/d'])
})

test.each(['https://evil.example/v2/_catalog', '//evil.example/', 'http://127.0.0.1:1/v2/_catalog'])(
  'a next link to %s is not followed',
  async (target) => {
    const server = await startScriptedServer()
    server.expect({ request: first, answer: page(['a'], `<${target}>; rel="next"`) })
    await expect(collect(server.client().listRepositories())).rejects.toMatchObject({
      code: 'forbidden_target',
    })
  },
)

test('links that go in a circle are left', async () => {
  const server = await startScriptedServer()
  server.expect(
    { request: first, answer: page(['a'], '</v2/_catalog?last=a>; rel="next"') },
    { request: 'GET /v2/_catalog?last=a', answer: page(['b'], '</v2/_catalog?n=1000>; rel="next"') },
  )
  await expect(collect(server.client().listRepositories())).rejects.toMatchObject({
    code: 'invalid_response',
  })
})

test('a page size that is too large is made smaller, once for the life of the client', async () => {
  const server = await startScriptedServer()
  const refused = {
    status: 400,
    body: { errors: [{ code: 'PAGINATION_NUMBER_INVALID', detail: { n: 1000 } }] },
  }
  server.expect(
    { request: first, answer: refused },
    { request: 'GET /v2/_catalog?n=100', answer: refused },
    { request: 'GET /v2/_catalog', times: 2, answer: page(['a']) },
  )
  const client = server.client()
  expect(await collect(client.listRepositories())).toEqual(['a'])
  expect(await collect(client.listRepositories())).toEqual(['a'])
})

test('names that fit no grammar are left out, and null is an empty list', async () => {
  const server = await startScriptedServer()
  server.expect(
    { request: first, answer: page(['ok', '../x', 1, null, 'UP']) },
    { request: 'GET /v2/a/b/tags/list?n=1000', answer: { body: { name: 'a/b', tags: null } } },
    { request: 'GET /v2/a/c/tags/list?n=1000', answer: { body: { tags: ['x', 'x', 'a/b', {}, 'y'] } } },
  )
  const client = server.client()
  expect(await collect(client.listRepositories())).toEqual(['ok'])
  expect(await collect(client.listTags('a/b'))).toEqual([])
  expect(await collect(client.listTags('a/c'))).toEqual(['x', 'y'])
})

test('JSON that calls itself text is read, and a list of another form is not', async () => {
  const server = await startScriptedServer()
  const headers = { 'content-type': 'text/plain; charset=utf-8' }
  server.expect(
    { request: 'GET /v2/a/b/tags/list?n=1000', answer: { headers, body: '{"tags":["x"]}' } },
    { request: 'GET /v2/a/c/tags/list?n=1000', answer: { body: '{"tags":"x"}' } },
  )
  const client = server.client()
  expect(await collect(client.listTags('a/b'))).toEqual(['x'])
  await expect(collect(client.listTags('a/c'))).rejects.toMatchObject({ code: 'invalid_response' })
})
