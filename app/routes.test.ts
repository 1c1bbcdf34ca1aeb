import { globSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test, vi } from 'vitest'
import type { Endpoint } from '#lib/api/endpoint.ts'
import { endpoints } from '#lib/api/index.ts'

/** Every handler that the one `route()` has made, with what it was made for. */
const made = vi.hoisted(() => new Map<unknown, Endpoint>())
vi.mock('#lib/server/route.ts', async (importOriginal) => {
  const original = await importOriginal<typeof import('#lib/server/route.ts')>()
  const route: typeof original.route = (endpoint, handler) => {
    const guarded = original.route(endpoint, handler)
    made.set(guarded, endpoint)
    return guarded
  }
  return { ...original, route }
})

/** The only addresses that answer without it, by name; each has tests of its own (e2e/server/auth.spec.ts). */
const exceptions = {
  // next-auth's own, with our bounds around it.
  'api/auth/[...nextauth]/route.ts': ['GET', 'POST'],
  // Asked by whatever looks after the process, which has no session; they say nothing of anybody's data.
  'healthz/route.ts': ['GET'],
  'readyz/route.ts': ['GET'],
} as Record<string, string[]>

const app = import.meta.dirname
const files = globSync('**/route.{ts,tsx,js,jsx,mjs}', { cwd: app }).toSorted()
const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const
type Module = Partial<Record<(typeof methods)[number] | 'OPTIONS', (request?: Request) => Promise<Response>>>

const modules = new Map<string, Module>()
for (const file of files) modules.set(file, await import(join(app, file)))

const guardedIn = (module: Module) =>
  methods.flatMap((method) => {
    const endpoint = module[method] && made.get(module[method])
    return endpoint ? [{ method, endpoint }] : []
  })

test('the routes are found', () => {
  expect(files.length).toBeGreaterThan(60)
  expect(files).toEqual(expect.arrayContaining(Object.keys(exceptions)))
})

test.each(files)('%s: every method that it exports was made by route()', async (file) => {
  const module = modules.get(file) ?? {}
  const exported = methods.filter((method) => module[method])
  const unguarded = exported.filter((method) => !made.has(module[method]))
  expect(exported.length).toBeGreaterThan(0)
  expect(unguarded).toEqual(exceptions[file] ?? [])
  // Which methods there are is in the documentation as well, and nothing else is told without a session.
  if (!module.OPTIONS || made.has(module.OPTIONS)) return
  const options = await module.OPTIONS()
  expect([options.status, await options.text()]).toEqual([204, ''])
})

test.each(
  [...modules].flatMap(([file, module]) =>
    guardedIn(module).flatMap(({ method, endpoint }) =>
      endpoint.id === 'elsewhere' ? [] : [[method, dirname(file), endpoint] as const],
    ),
  ),
)('%s %s is guarded as what stands there', (method, folder, endpoint) => {
  const address = `/${folder.replaceAll(/\[(\w+)\]/g, '{$1}')}`.replace(/^\/api\/v1(?=\/)/, '')
  expect([endpoint.method, endpoint.path]).toEqual([method, address])
})

test('every endpoint of the API stands at some address', () => {
  const there = new Set([...modules.values()].flatMap(guardedIn).map(({ endpoint }) => endpoint.id))
  expect(endpoints.filter(({ id }) => !there.has(id)).map(({ id }) => id)).toEqual([])
})
