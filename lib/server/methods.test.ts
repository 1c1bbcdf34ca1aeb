import { expect, test } from 'vitest'
import { createLog } from './log.ts'
import { methods, nowhere } from './methods.ts'
import { createMetrics } from './metrics/metrics.ts'
import { createRoute, type NextHandler } from './route.ts'
import type { Runtime } from './runtime.ts'

const runtime = {
  config: { publicUrl: 'http://localhost:3000' },
  log: createLog('silent'),
  metrics: createMetrics(),
} as unknown as Runtime
const guard = (signedIn: boolean) =>
  createRoute({
    getRuntime: async () => runtime,
    readActor: async () => (signedIn ? { id: '1', username: 'ann', role: 'viewer' } : null),
  })
const ask = async (handler: NextHandler, method: string) => {
  const response = await handler(new Request('http://localhost:3000/x?a=1&a=2', { method }), {
    params: Promise.resolve({}),
  })
  const text = await response.text()
  return {
    status: response.status,
    allow: response.headers.get('allow'),
    code: text ? JSON.parse(text).code : null,
  }
}
const fine: NextHandler = async () => new Response(null, { status: 204 })

test('a method that there is not is 405 and names those that there are', async () => {
  const { PUT, POST, GET, OPTIONS } = methods({ GET: fine, DELETE: fine }, guard(true))
  const refused = { status: 405, allow: 'GET, HEAD, DELETE, OPTIONS', code: 'method_not_allowed' }
  expect(await ask(PUT, 'PUT')).toEqual(refused)
  expect(await ask(POST, 'POST')).toEqual(refused)
  expect(await ask(GET, 'GET')).toMatchObject({ status: 204 })
  expect(await ask(OPTIONS, 'OPTIONS')).toMatchObject({ status: 204, allow: refused.allow })
})

test('an address that leads nowhere is 404', async () => {
  expect(await ask(nowhere(guard(true)).DELETE, 'DELETE')).toMatchObject({ status: 404, code: 'not_found' })
})

test('neither can be told apart without a session: 401', async () => {
  expect(await ask(nowhere(guard(false)).GET, 'GET')).toMatchObject({ status: 401 })
  expect(await ask(methods({ GET: fine }, guard(false)).POST, 'POST')).toMatchObject({ status: 401 })
})
