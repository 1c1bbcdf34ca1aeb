import { expect, test } from 'vitest'
import { parseOciErrors } from './oci-errors.ts'
import { collect } from './testing/collect.ts'
import { startScriptedServer } from './testing/scripted-server.ts'

const list = 'GET /v2/a/b/tags/list?n=1000'

test.each([
  ['text', 'no'],
  ['an object', { Name: 'x' }],
  ['a list', [{ Type: 'repository' }]],
  ['null', null],
  ['a number', 7],
  ['absent', undefined],
])("an error's detail may be %s", (_, detail) => {
  const body = { errors: [{ code: 'NAME_UNKNOWN', message: 'unknown', detail }] }
  expect(parseOciErrors(Buffer.from(JSON.stringify(body)))).toEqual([
    { code: 'NAME_UNKNOWN', message: 'unknown' },
  ])
})

test.each([
  '',
  'plain text',
  '<html>',
  '{}',
  '{"errors":{}}',
  '{"errors":null}',
  '[]',
  'null',
  '{"errors":[1,{}]}',
])('a body %j holds no errors', (body) => {
  expect(parseOciErrors(Buffer.from(body))).toEqual([])
})

const oci = (code: string) => ({ errors: [{ code, message: 'm' }] })
test.each([
  [400, oci('NAME_INVALID'), 'refused'],
  [400, oci('UNSUPPORTED'), 'unsupported'],
  [401, '', 'unauthorized'],
  [401, oci('DENIED'), 'unauthorized'],
  [403, oci('DENIED'), 'denied'],
  [404, oci('NAME_UNKNOWN'), 'not_found'],
  [404, '404 page not found', 'not_found'],
  [405, oci('UNSUPPORTED'), 'unsupported'],
  [405, '<html>', 'unsupported'],
  [409, 'unauthorized: not found', 'refused'],
  [500, oci('UNKNOWN'), 'server_error'],
  [507, '', 'full'],
  // As CNCF Distribution says it, of its file and of its driver.
  [500, { errors: [{ code: 'UNKNOWN', detail: 'write /data: no space left on device' }] }, 'full'],
  [500, { errors: [{ code: 'UNKNOWN', detail: { Enclosed: { Op: 'write', Err: 28 } } }] }, 'full'],
  [500, { errors: [{ code: 'UNKNOWN', detail: { Enclosed: { Op: 'open', Err: 2 } } }] }, 'server_error'],
  [400, 'no space left on device', 'refused'],
  [204, '', 'invalid_response'],
  [304, '', 'invalid_response'],
])('%i with %j is %3$s', async (status, body, code) => {
  const server = await startScriptedServer()
  server.expect({ request: list, answer: { status, body } })
  await expect(collect(server.client().listTags('a/b'))).rejects.toMatchObject({ code, status })
})

test('an error keeps the codes of the registry and shows its address without the query', async () => {
  const server = await startScriptedServer()
  server.expect({ request: list, answer: { status: 404, body: oci('NAME_UNKNOWN') } })
  await expect(collect(server.client().listTags('a/b'))).rejects.toMatchObject({
    registry: 'scripted',
    method: 'GET',
    url: `${server.url}/v2/a/b/tags/list`,
    errors: [{ code: 'NAME_UNKNOWN', message: 'm' }],
  })
})

test('a web page in place of a list is no registry', async () => {
  const server = await startScriptedServer()
  server.expect({
    request: list,
    answer: { headers: { 'content-type': 'text/html' }, body: '<!doctype html>' },
  })
  await expect(collect(server.client().listTags('a/b'))).rejects.toMatchObject({ code: 'not_a_registry' })
})

const version = { 'docker-distribution-api-version': 'registry/2.0', server: 'zot' }
test.each([
  ['a header', { headers: version, body: '{}' }, { version: 'registry/2.0', server: 'zot' }],
  ['an empty body', { body: '' }, { version: null, server: null }],
])('a registry is known by %s', async (_, answer, expected) => {
  const server = await startScriptedServer()
  server.expect({ request: 'GET /v2/', answer })
  expect(await server.client().ping()).toEqual(expected)
})

test.each([
  ['a web page', { headers: { 'content-type': 'text/html' }, body: '<h1>hello</h1>' }],
  ['a web page that does not say so', { body: '  <!doctype html>' }],
  ['some text', { body: 'hello' }],
  ['a 404 of no registry', { status: 404, body: 'not here' }],
  ['a page without an end', { body: 'x'.repeat(100_000) }],
])('%s is no registry', async (_, answer) => {
  const server = await startScriptedServer()
  server.expect({ request: 'GET /v2/', answer })
  await expect(server.client().ping()).rejects.toMatchObject({ code: 'not_a_registry' })
})
